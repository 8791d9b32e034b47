# Read by the commands: finds Java 17 or newer. Sets "java" and "java_release".
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || { echo "wharf: no Java found: install a JRE 17 or newer, or set JAVA_HOME" >&2; exit 1; }
fi
# The file "release" tells the version without starting Java.
release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
java_release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null || true)
if [ -z "$java_release" ]; then
  java_release=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
fi
if [ "${java_release:-0}" -lt 17 ]; then
  echo "wharf: $java is Java ${java_release:-unknown}; 17 or newer is needed: install one, or set JAVA_HOME" >&2
  exit 1
fi

class_path() {
  jars=
  for jar in "$1"/lib/*.jar; do jars=$jars${jars:+:}$jar; done
  printf '%s' "$jars"
}
