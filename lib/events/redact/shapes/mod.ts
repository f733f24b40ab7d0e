/** All kinds of secrets that show themselves by their own form. */
import { COMMAND_SHAPE, STDIN_SHAPE } from "../commands/command_shape.ts";
import { CALL_SHAPES } from "./calls.ts";
import { FORM_SHAPES } from "./forms.ts";
import { FURTHER_PROVIDER_SHAPES } from "./further_providers.ts";
import { PEM_SHAPE, PPK_SHAPE } from "./keys.ts";
import { KUBERNETES_SHAPE } from "./kubernetes.ts";
import { PROVIDER_SHAPES } from "./providers.ts";
import { LESS_COMMON_SHAPES } from "./less_common.ts";
import { NETWORK_SHAPES } from "./network.ts";
import { PIPED_SHAPES } from "./piped.ts";
import { PROTOCOL_SHAPES } from "./protocols.ts";
import type { Shape } from "./shape.ts";
import { URL_SHAPE } from "./urls.ts";

/** In the order in which they are tried at one place. */
export const SHAPES: readonly Shape[] = [
  ...PROVIDER_SHAPES,
  ...FURTHER_PROVIDER_SHAPES,
  ...FORM_SHAPES,
  ...NETWORK_SHAPES,
  ...PIPED_SHAPES,
  ...CALL_SHAPES,
  ...PROTOCOL_SHAPES,
  ...LESS_COMMON_SHAPES,
  PEM_SHAPE,
  PPK_SHAPE,
  URL_SHAPE,
  KUBERNETES_SHAPE,
  COMMAND_SHAPE,
  STDIN_SHAPE,
];
