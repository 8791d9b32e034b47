#!/usr/bin/env bash
# Makes the present state of spi and engine-api the promise that later builds are compared with.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

project=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -n 1)
old=$(sed -n 's:.*<baseline.version>\(.*\)</baseline.version>.*:\1:p' bundles/spi/pom.xml)
new=0.0.$((${old##*.} + 1)) # a number that was used once stays in the local repositories of those who built with it

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bundles"
cp -r pom.xml .mvn "$work"
cp -r bundles/spi bundles/engine-api "$work/bundles"
sed -i "/<module>/{/bundles\/spi<\|bundles\/engine-api</!d}" "$work/pom.xml"
sed -i "s/$project/$new/" "$work/pom.xml" "$work"/bundles/*/pom.xml
(cd "$work" && mvn -q -B -Dbnd.baseline.skip=true -DskipTests clean package)

for name in spi engine-api; do
  artifact=wharf-$name
  folder=baseline/dev/wharf/$artifact
  rm -rf "$folder"
  mkdir -p "$folder/$new"
  cp "$work/bundles/$name/target/$artifact-$new.jar" "$folder/$new/"
  cat >"$folder/$new/$artifact-$new.pom" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.wharf</groupId>
  <artifactId>$artifact</artifactId>
  <version>$new</version>
</project>
EOF
  sed -i "s:<baseline.version>.*</baseline.version>:<baseline.version>$new</baseline.version>:" "bundles/$name/pom.xml"
done
echo "baseline $new: commit baseline/ and the two pom.xml, with the reason"
