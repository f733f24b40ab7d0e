import { AT_BEGINNING, type Shape, shape } from "./shape.ts";

const HEX = "a-f0-9";
const LETTERS = "A-Za-z0-9";
const ANY = "\\w-";

/** As they are written: their kind, prefixes, and what comes behind: how many and which. */
const PREFIXES:
  readonly (readonly [kind: string, prefixes: string, atLeast: number, rest: string])[] = [
    ["CircleCI token", "CCIPAT_ CCIPRJ_", 20, ANY],
    ["Firecrawl key", "fc-", 32, HEX],
    ["Browserbase key", "bb_live_ bb_test_", 16, ANY],
    ["E2B key", "e2b_", 30, HEX],
    ["Pinecone key", "pcsk_", 30, ANY],
    ["Neon key", "napi_", 30, LETTERS],
    ["Trigger.dev key", "tr_prod_ tr_dev_ tr_stg_ tr_pat_", 16, ANY],
    ["key", "sk_", 40, LETTERS],
    ["Stytch secret", "secret-live- secret-test-", 20, "\\w=-"],
    ["Paddle key", "pdl_live_ pdl_sdbx_ pdl_ntfset_", 20, ANY],
    ["Polar token", "polar_oat_ polar_pat_ polar_whs_", 20, ANY],
    ["Dub key", "dub_", 24, LETTERS],
    ["Axiom token", "xaat- xapt-", 30, ANY],
    ["Honeycomb key", "hcaik_ hcxik_ hcamk_ hcxmk_", 20, LETTERS],
    ["Deno Deploy token", "ddp_ ddo_ ddw_", 30, LETTERS],
    ["Matrix token", "syt_", 20, ANY],
    ["Together key", "tgp_v1_", 20, ANY],
    ["RunPod key", "rpa_", 30, LETTERS],
    ["Google key", "AQ.Ab", 30, ANY],
    ["Voyage key", "pa-", 40, ANY],
    ["Cerebras key", "csk-", 30, LETTERS],
    ["Jina key", "jina_", 30, ANY],
    ["Context7 key", "ctx7sk-", 20, ANY],
    ["Apify token", "apify_api_ apify_proxy_", 20, LETTERS],
    ["Brave key", "BSA", 24, ANY],
    ["Mem0 key", "m0-", 30, LETTERS],
    ["Cartesia key", "sk_car_", 16, ANY],
    ["Nomic key", "nk-", 30, ANY],
    ["Fireworks key", "fpk_", 20, LETTERS],
    ["Sourcegraph token", "sgp_ sgd_ slk_", 30, ANY],
    ["Cursor key", "crsr_", 30, LETTERS],
    ["PostHog key", "phs_", 30, LETTERS],
    ["PagerDuty token", "pdus+_0", 10, "\\w+-"],
    ["Aiven token", "aivenv1_", 30, "\\w+/=-"],
    ["Xata key", "xau_", 20, LETTERS],
    ["CockroachDB key", "CCDB1_", 20, ANY],
    ["MongoDB Atlas secret", "mdb_sa_sk_", 20, ANY],
    ["dbt token", "dbtc_ dbtu_", 20, "\\w+/=-"],
    ["Shopify token", "atkn_ shptka_ prtapi_", 20, ANY],
    ["Razorpay key", "rzp_live_ rzp_test_", 12, LETTERS],
    ["Mercado Pago token", "APP_USR- TEST-", 40, ANY],
    ["MailerSend token", "mlsn.", 30, LETTERS],
    ["OneSignal key", "os_v2_app_ os_v2_org_", 30, LETTERS],
    ["Trello token", "ATTA", 40, LETTERS],
    ["Canva secret", "cnvca", 30, ANY],
    ["n8n key", "n8n_api_", 20, "\\w.-"],
    ["Retool token", "retool_", 20, ANY],
    ["Appwrite key", "standard_ organization_", 100, HEX],
    ["Ory token", "ory_pat_ ory_st_ ory_at_ ory_rt_ ory_ac_ ory_apikey_", 20, "\\w.-"],
    ["Permit key", "permit_key_", 30, ANY],
    ["NetBird token", "nbp_", 30, LETTERS],
    ["Cloudflare token", "cfut_ cfat_ cfk_ cfoat_", 30, ANY],
    ["Cloudflare key", "v1.0-", 100, ANY],
    ["Akamai token", "akab-", 16, ANY],
    ["GitLab token", "GR1348941", 16, ANY],
    ["JSR token", "jsrp_ jsrd_", 30, ANY],
    ["Clojars token", "CLOJARS_", 40, HEX],
    ["Packagist token", "packagist_ort_ packagist_uut_ packagist_", 30, LETTERS],
    ["Open VSX token", "ovsxat_ ovsxp_", 20, ANY],
    ["UpCloud token", "ucat_", 16, LETTERS],
    ["Chromatic token", "chpt_", 10, LETTERS],
    ["Sendbird token", "sb_live_", 20, ANY],
    ["Zed token", "zed_", 40, ANY],
    ["Helicone key", "pk-helicone- sk-helicone-", 16, ANY],
    ["Anthropic key", "sk-ant", 24, ANY],
    ["Inngest key", "signkey-prod- signkey-test- signkey-branch-", 20, HEX],
    ["Liveblocks key", "sk_prod_ sk_dev_", 20, ANY],
    ["Unkey key", "unkey_", 16, LETTERS],
    ["Nightfall key", "NF-", 30, LETTERS],
    ["LaunchDarkly token", "rel-", 36, HEX],
    ["Infisical token", "st.", 60, "\\w.-"],
    ["Google token", "ya29.", 20, "\\w.-"],
    ["Workers AI key", "cf-aig-", 20, ANY],
    ["Twitch token", "oauth:", 28, "a-z0-9"],
    ["Checkly key", "cu_", 32, HEX],
    ["Statsig secret", "secret-", 40, LETTERS],
    ["Flutter key", "FLWPUBK-", 12, ANY],
    ["xAI token", "xai-token-", 30, ANY],
    ["Moonshot key", "sk-kimi-", 20, ANY],
    ["Datadog token", "ddapp_", 30, LETTERS],
    ["JFrog token", "cmVmdGtu", 50, LETTERS],
  ];

const UUID = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}";

function whole(kind: string, hints: readonly string[], pattern: string): Shape {
  return shape(kind, hints, new RegExp(AT_BEGINNING + pattern));
}

/** A token of which the hint stands in the middle. */
function around(kind: string, hints: readonly string[], before: RegExp, rest: RegExp): Shape {
  return {
    hints,
    find(text, at) {
      rest.lastIndex = at;
      const end = rest.exec(text)?.[0].length;
      if (end === undefined) return null;
      const start = before.exec(text.slice(Math.max(0, at - 80), at))?.[0].length;
      return start === undefined ? null : { start: at - start, end: at + end, kind };
    },
  };
}

const DIGITS = Array.from("0123456789");

/** Tokens of further providers, among them those of which the form is more than a prefix. */
export const FURTHER_PROVIDER_SHAPES: readonly Shape[] = [
  ...PREFIXES.flatMap(([kind, prefixes, atLeast, rest]) =>
    prefixes.split(" ").map((prefix) => {
      const start = prefix.replaceAll(/[.+/]/g, "\\$&");
      const pattern = `${start}(?=[\\w.+/=-]{0,60}\\d)[${rest}]{${atLeast},}`;
      return whole(kind, [prefix.toLowerCase()], pattern);
    })
  ),
  whole("LaunchDarkly key", ["sdk-", "api-", "mob-"], `(?:sdk|api|mob)-${UUID}(?![\\w-])`),
  whole("Plaid token", ["access-", "public-"], `access-(?:sandbox|development|production)-${UUID}`),
  whole("Asana token", ["^2/"], "2/\\d{10,20}/\\d{10,20}:[0-9a-f]{32}"),
  whole("ClickUp token", DIGITS.map((digit) => `pk_${digit}`), "pk_\\d{5,12}_[A-Z0-9]{28,}"),
  whole(
    "Harness token",
    ["pat.", "sat."],
    "[ps]at\\.[\\w-]{20,24}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{16,}",
  ),
  whole("Cloudflare token", ["eyjhijoi"], "eyJhIjoi[\\w+/-]{60,}={0,2}"),
  shape(
    "Convex key",
    ["prod:", "dev:", "preview:"],
    /(?:prod|dev|preview):[a-z\d:-]{3,60}\|[\w+/=-]{30,}/,
  ),
  whole("private key", ["xprv", "tprv", "zprv", "yprv"], "[xtyz]prv[A-Za-z0-9]{90,}"),
  whole("private key", ["nsec1"], "nsec1[a-z0-9]{50,}"),
  whole("Twitch key", ["live_"], "live_\\d{6,12}_[A-Za-z0-9]{24,}"),
  whole("Mollie key", ["live_", "test_"], "(?:live|test)_[A-Za-z0-9]{28,}(?=\\W|$)"),
  around("Mailchimp key", ["-us"], /(?<![0-9a-f])[0-9a-f]{32}$/, /-us\d{1,2}(?!\w)/y),
  around("Azure secret", ["8q~", "7q~"], /(?<!\w)[\w.~-]{3}$/, /[78]Q~[\w.~-]{30,40}/y),
  around(
    "Azure DevOps token",
    ["azdo"],
    /(?<![A-Za-z0-9])[A-Za-z0-9]{76}$/,
    /AZDO[A-Za-z0-9]{4}(?!\w)/y,
  ),
];
