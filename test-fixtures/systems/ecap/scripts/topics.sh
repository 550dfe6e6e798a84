#!/bin/sh
# Keeps ECAP's Kafka topics in step with topics.tsv, through the KafkaTopic objects that the kafka
# chart's topic keeper turns into topics. Can be run again at any time: what is there is left alone,
# and partitions are added but never taken away.
#
#   scripts/topics.sh create|list|check|delete
#
# TOPIC_NAMESPACE   namespace of the brokers (required)
# TOPIC_PARTITIONS  partitions of each topic, 3 unless given
# TOPIC_REPLICAS    copies of each partition, 1 unless given
# KUBECTL           the kubectl to use, the one on the PATH unless given
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kubectl=${KUBECTL:-kubectl}
namespace=${TOPIC_NAMESPACE:?TOPIC_NAMESPACE is not set: it names the namespace of the brokers}
partitions=${TOPIC_PARTITIONS:-3}
replicas=${TOPIC_REPLICAS:-1}
owner=app.kubernetes.io/managed-by=topics.sh
tab=$(printf '\t')

topics() {
  grep -v -e '^#' -e '^[[:space:]]*$' "$here/topics.tsv"
}

# Partitions that the topic has now, nothing if there is no such topic.
partitions_of() {
  "$kubectl" -n "$namespace" get kafkatopics.ecap.io "$1" --ignore-not-found \
    -o 'jsonpath={.spec.partitions}'
}

create() {
  topics | while IFS="$tab" read -r name hours cleanup; do
    present=$(partitions_of "$name")
    if [ "${present:-0}" -gt "$partitions" ]; then
      echo "topic $name has $present partitions; they cannot be reduced to $partitions" >&2
      exit 1
    fi
    "$kubectl" -n "$namespace" apply --server-side --field-manager=ecap-topics -f - <<TOPIC
apiVersion: ecap.io/v1alpha1
kind: KafkaTopic
metadata:
  name: $name
  labels:
    app.kubernetes.io/managed-by: topics.sh
    app.kubernetes.io/part-of: ecap
spec:
  partitions: $partitions
  replicas: $replicas
  config:
    cleanup.policy: $cleanup
    retention.ms: "$((hours * 3600000))"
TOPIC
  done
}

check() {
  topics | while IFS="$tab" read -r name _ _; do
    present=$(partitions_of "$name")
    if [ "${present:-0}" -ne "$partitions" ]; then
      echo "topic $name has ${present:-no} partitions, wanted are $partitions" >&2
      exit 1
    fi
  done
}

case ${1:-} in
  create) create ;;
  check) check ;;
  list) "$kubectl" -n "$namespace" get kafkatopics.ecap.io ;;
  # Only what this script made: the chart's own topics and hand-made ones stay.
  delete) "$kubectl" -n "$namespace" delete kafkatopics.ecap.io -l "$owner" --ignore-not-found ;;
  *)
    echo "usage: scripts/topics.sh create|list|check|delete" >&2
    exit 2
    ;;
esac
