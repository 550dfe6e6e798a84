terraform {
  required_version = ">= 1.6.0"

  # The directory of the state comes from the step's backendConfig. On a real cloud this block
  # becomes `backend "s3" {}`; the step then names bucket and key instead, nothing else changes.
  backend "local" {}
}
