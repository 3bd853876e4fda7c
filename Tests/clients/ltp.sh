#!/bin/sh
# The requests of the scripts of LTP: curl with -F, so that bodies are multipart/form-data, also that
# of a PATCH; parameters that no server knows.
#
#   ltp.sh SITE TOKEN PROJECT SINCE SERIES
#
# Prints the ids of the series of the events, of the patches of the series, the state after the change,
# and status and state of the check.
set -eu

site=$1 token=$2 project=$3 since=$4 series=$5

# One field of each object of a JSON list; the original uses jq.
pick() {
    python3 -c 'import functools, json, sys
keys = sys.argv[1].split(".")
found = json.load(sys.stdin)
for one in found if isinstance(found, list) else [found]:
    print(functools.reduce(lambda value, key: value[key], keys, one))' "$1" | tr '\n' ' '
}

fetch() { curl --fail --silent --show-error -G "$@"; }
send() {
    curl --silent --show-error --output answer --write-out '%{http_code} ' \
        -H "Authorization: Token $token" "$@"
}

fetch "$site/api/events/" -d category=series-completed -d project="$project" -d state=new \
    -d since="$since" -d archive=no | pick payload.series.id
echo
patches=$(fetch "$site/api/patches/" -d project="$project" -d series="$series" | pick id)
echo "$patches"

for patch in $patches; do
    send -X PATCH -F "state=needs-review-ack" "$site/api/patches/$patch/"
    send -X PATCH -F "state=under-review" "$site/api/patches/$patch/"
    pick state <answer
    send -X POST -F "state=success" -F "context=alpine:latest" \
        -F "target_url=$site/run/1" -F "description=Success" "$site/api/patches/$patch/checks/"
    send -X POST -F "state=success" -F "context=alpine_latest" \
        -F "target_url=$site/run/1" -F "description=Success" "$site/api/patches/$patch/checks/"
    pick state <answer
    echo
done
rm -f answer
