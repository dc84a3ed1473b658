#!/bin/bash
# SECRET, and of the request: ID, TIMESTAMP and SIGNATURE from its headers, BODY as it came
key=$(printf '%s' "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
wanted="v1,$(printf '%s' "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)"
for given in $SIGNATURE; do [ "$given" = "$wanted" ] && exit 0; done
exit 1
