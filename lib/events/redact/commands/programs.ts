/** How the value of an option holds a secret. */
export type Held =
  /** All of it. */
  | "all"
  /** What follows the first `:`, as in `user:password`. */
  | "user"
  /** What follows the first `%`, `,` or `/`. */
  | "%"
  | ","
  | "/"
  /** What stands between the first `:` and the last `@`. */
  | "@"
  /** Cookies: what follows each `=`. */
  | "cookie"
  /** What follows `pass:`. */
  | "pass"
  /** The value of `name=value`, whatever the name. */
  | "=";

/** An option that takes a secret. */
export interface SecretOption {
  readonly option: string;
  readonly held: Held;
  /** It may stand in one word with its value, or must. */
  readonly attached: "may" | "must" | "no";
  /** The operand without which it means something else. */
  readonly after: string | undefined;
}

/** What a program is given secrets by. */
export interface Program {
  readonly options: readonly SecretOption[];
  /** Words behind which its next operand is a secret, and where none is asked for, an empty list. */
  readonly operands: readonly (readonly string[])[];
  /** How the operand holds it. */
  readonly operandHeld: Held;
  /** The secret is the last operand when this option, or one of several letters with it, is given. */
  readonly lastWith?: string;
  /** Its operands are another command. */
  readonly runsOthers: boolean;
}

/**
 * One program a line: names; options, with `+` where a value may follow without a space and `!`
 * where it must, `word:` before it where that operand is needed, and `=held`; then words behind which an operand is the secret (`_` is any word, `a*`
 * one that begins so, `.` no word).
 */
const LINES = `
curl | -u+=user -U+=user --user=user --proxy-user=user --ftp-account -b+=cookie --cookie=cookie --oauth2-bearer --cert=user -E=user --proxy-cert=user --tlspassword --pass --proxy-pass
wget | --password --http-password --ftp-password --proxy-password
http https xh xhs | -a+=user --auth=user
sshpass | -p+
mysql mysqldump mysqladmin mysqlimport mysqlsh mysqlcheck mysqlpump mariadb mariadb-dump mariadb-admin mycli | -p!
mongo mongosh mongodump mongorestore mongoexport mongoimport cqlsh clickhouse-client | -p+
redis-cli valkey-cli keydb-cli | -a --pass | auth ; auth _ ; config set requirepass
sqlcmd bcp osql isql tsql | -P+ -p
sqlplus sqlldr expdp impdp rman | | | /
7z 7za 7zz 7zr rar unrar | -p! -hp!
zip unzip zipcloak | -P+
openssl | -passin=pass -passout=pass -pass=pass -k -password=pass -proxy_user=user | passwd
ssh-keygen | -N -P
dotnet nuget | source:-p add:-p push:-k push:--api-key push:-ApiKey
keytool jarsigner apksigner | -storepass -keypass -srcstorepass -deststorepass -destkeypass --ks-pass=pass --key-pass=pass
smbmap | -p
smbclient rpcclient smbcacls smbget winexe wmic net | -U+=% --user=% --password | use _ _ ; user _
xfreerdp xfreerdp3 wfreerdp rdesktop | -p /p:!
winrs | -p:! -password:!
evil-winrm crackmapexec netexec nxc hydra medusa ncrack beeline rabbitmqadmin certutil altool | -p
htpasswd | | | all | b
docker podman nerdctl buildah | login:-p+ --creds=user
helm oc skopeo oras crane | login:-p --creds=user --src-creds=user --dest-creds=user --dest-password --password
az | set:--value login:-p create:-p update:-p --password --client-secret --account-key --sas-token --admin-password
ldapsearch ldapadd ldapmodify ldapdelete ldappasswd ldapwhoami | -w+
ipmitool | -P+
mosquitto_pub mosquitto_sub | -P
lftp ncftp ncftpput ncftpget | -u+=, -p
svn hg bzr cvs | --password
twine | -p
vault | | login ; operator unseal
gem | --key
cargo | --token | login ; owner _ --token
npm yarn pnpm | --otp | config set _authtoken ; token revoke
ngrok | | config add-authtoken ; authtoken
wandb huggingface-cli hf | --token | login
heroku fly flyctl doppler supabase railway render wrangler vercel netlify | | config:set=all ; secrets set=all ; env:set _ ; env set _ ; variables set=all
gh glab | secret:-b+ secret:--body variable:-b+
kubectl k3s | --from-literal==
aws | --secret-string --secret-access-key --session-token --master-user-password --password --auth-token put-parameter:--value
gcloud | --password --root-password
composer | | config http-basic* _
poetry | -p --password | config http-basic* _ ; config pypi-token*
wpa_passphrase | | _
nmcli | | password
snmpwalk snmpget snmpbulkwalk snmpset snmptrap | -A -X
mc | | alias set _ _ _
rclone | --password | obscure ; reveal ; pass
bw op rbw lpass | --password | unlock ; login _
useradd usermod adduser | -p --password
mkpasswd | | .
gpg gpg2 | --passphrase
influx | -p -password --token -t
ansible ansible-playbook ansible-vault | | encrypt_string
rabbitmqctl | | add_user _ ; change_password _ ; authenticate_user _
steamcmd | | +login _
tailscale | --authkey --auth-key
expo eas | login:-p --password
arangosh | --server.password
kafka-configs
swaks | -ap --auth-password
psexec | -p
psexec.py wmiexec.py smbexec.py secretsdump.py atexec.py dcomexec.py mssqlclient.py impacket-secretsdump impacket-psexec impacket-wmiexec impacket-smbexec impacket-mssqlclient | | | @
etcdctl | --user=user --password
ttyd gotty | -c=user --credential=user
signtool | /p -p
schtasks at.exe | /rp /p
cypress artillery playwright | --key
k6 codecov snyk semgrep sentry-cli | -t --token auth:--token | auth
kaggle | -v | set _
llm | --value | keys set _
samba-tool | --newpassword --adminpass | user create _ ; user add _
drush | --account-pass --db-su-pw | user:password _ ; upwd _
wp | --dbpass --user_pass --admin_password
radtest | | _
db2 | | using
bcrypt-cli | | .
caddy | --plaintext -p
virsh | --base64 --value
sops age | --password
mysql_config_editor | -p
kcadm.sh kcadm | --password --new-password -p
pg_basebackup pgbench pgcli | --password
cmdkey | /pass:!
security | add-generic-password:-w add-internet-password:-w unlock-keychain:-p
`;

export const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  LINES.trim().split("\n").flatMap((line) => {
    const [names = "", options = "", operands = "", held = "", lastWith = ""] = line.split("|").map(
      (part) => part.trim(),
    );
    const isWhole = held === "/" || held === "@";
    const program: Program = {
      options: options === "" ? [] : options.split(/\s+/).map(readOption),
      operands: operands === ""
        ? (isWhole ? [[]] : [])
        : operands.split(";").map((words) =>
          words.trim().toLowerCase().split(/\s+/).filter((word) => word !== ".")
            .map((word) => word.replace("=all", ""))
        ),
      operandHeld: isWhole ? held : operands.includes("=all") ? "=" : "all",
      runsOthers: names === "sshpass",
      ...(lastWith === "" ? {} : { lastWith }),
    };
    return names.split(/\s+/).map((name): [string, Program] => [name, program]);
  }),
);

function readOption(text: string): SecretOption {
  const [, after, option = "", sign = "", held = ""] =
    /^(?:([\w-]+):(?=-))?(.*?)([+!]?)(?:=(\w+|[%,/=]))?$/.exec(text) ?? [];
  const attached = sign === "+" ? "may" : sign === "!" ? "must" : "no";
  return { option, held: (held === "" ? "all" : held) as Held, attached, after };
}
