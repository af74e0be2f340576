/**
 * What is never attached, whoever asks: a list of names that stops accidents. What it has
 * forgotten, the sender may send.
 */

/** Wherever they lie: keys and accounts of other programs. */
const KEY_PLACES = new Set([
  ".ssh",
  ".gnupg",
  ".aws",
  ".azure",
  ".kube",
  ".docker",
  ".gcloud",
  ".password-store",
  ".mozilla",
  ".thunderbird",
  ".pki",
  ".vault",
  ".terraform.d",
  "keychains",
  "keyrings",
]);

/**
 * Below a project: a repository's own files, and the settings of agents and clouds, which may hold
 * tokens.
 */
const OWN_PLACES = new Set([".git", ".hg", ".svn", ".claude", ".codex", ".cargo", ".gem", ".m2", ".terraform"]);

const KEY_FILES = [
  /^\.env/,
  /\.env$/,
  /\.(pem|key|p8|p12|pfx|jks|keystore|ppk|kdbx?|keytab|ovpn|gpg|pgp|tfstate|tfvars|mobileprovision|asc)$/,
  /\.tfstate\./,
  /^id_[a-z0-9_-]+$/,
  /^id_(rsa|dsa|ecdsa|ed25519)/,
  /^[._]netrc/,
  /^\.(npmrc|yarnrc(\.yml)?|pypirc|git-credentials|gitconfig|htpasswd|pgpass|my\.cnf|dockercfg|dockerconfigjson|boto|s3cfg|vault-token|claude\.json|credentials\.json)$/,
  /^\.\w+_history$/,
  /^(credentials?|secrets?)(\.(json|ya?ml|toml|ini|xml|txt|csv|properties|conf|cfg))?$/,
  /^(service-account|client_secret).*\.json$/,
  /^(auth\.json|kubeconfig|authorized_keys|shadow|wallet\.dat)$/,
];

/**
 * Why a file below `root` is never attached, as words that follow its name; null where nothing is
 * against it.
 */
export function findSecret(parts: readonly string[], partsBelowRoot: readonly string[]): string | null {
  // File systems that do not tell cases apart open the same file under both.
  const place = parts.slice(0, -1).find((part) => KEY_PLACES.has(part.toLowerCase()));
  const own = partsBelowRoot.slice(0, -1).find((part) => OWN_PLACES.has(part.toLowerCase()) || /^\.env/i.test(part));
  const name = parts.at(-1)?.toLowerCase() ?? "";
  if (place ?? own) return `lies in ${place ?? own}, from which nothing is attached`;
  if (KEY_FILES.some((pattern) => pattern.test(name))) return "has the name of a file with keys or passwords";
  return null;
}
