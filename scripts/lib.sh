# What the scripts of the build share. Sourced by bash, with `top` set to the repository's root.

# Ends the script with what went wrong and what to do about it.
fail() {
  printf 'error: %s\n\nhint: %s\n' "$1" "$2" >&2
  exit 1
}

# Says on standard error what the script is about to do.
say() {
  printf '\n==> %s\n' "$*" >&2
}

# Prints a script's own opening comment: its help.
usage() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$1"
}

# Succeeds if the directory holds a JDK of exactly 17: the version that builds.
is_jdk_17() {
  [[ -x $1/bin/javac && $("$1/bin/javac" -version 2>&1) == 'javac 17.'* ]]
}

# Sets JAVA_HOME to a JDK 17.
find_jdk_17() {
  local candidate
  local candidates=()
  [[ -n ${JAVA_HOME:-} ]] && candidates+=("$JAVA_HOME")
  if command -v javac >/dev/null; then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
  fi
  candidates+=(/usr/lib/jvm/*17* "${HOME:-}"/.sdkman/candidates/java/17*)
  if [[ -x /usr/libexec/java_home ]]; then
    candidates+=("$(/usr/libexec/java_home -v 17 2>/dev/null || true)")
  fi
  for candidate in "${candidates[@]}"; do
    if is_jdk_17 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  fail "deployctl is built with JDK 17 (its jar runs on 17 and later), and there is none here" \
    "install one (Debian: \`apt install openjdk-17-jdk-headless\`), or set JAVA_HOME to it"
}

# Sets maven to a Maven of 3.8 or later: the one on the PATH, else the wrapper's.
find_maven() {
  local version
  maven=("$top/mvnw")
  # Read whole before it is searched: a search that ends early would end Maven with a broken pipe.
  version=$(mvn --version 2>/dev/null) || return 0
  if grep -Eq 'Apache Maven (3\.([89]|1[0-9])|4)' <<<"$version"; then
    maven=(mvn)
  fi
}

# Finds what a build needs and sets maven to the command, in batch mode.
prepare_build() {
  find_jdk_17
  find_maven
  maven+=(--batch-mode --no-transfer-progress --file "$top/pom.xml")
}
