terraform {
  required_version = ">= 1.6.0"

  # The state lies in a file beside this one. On a real cloud, add `backend "s3" {}` here and name
  # bucket and key in the step's `backendConfig`; nothing else changes.
}
