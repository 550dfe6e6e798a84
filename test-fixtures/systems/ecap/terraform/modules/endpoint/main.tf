# A named network endpoint of a data service. The class is part of its identity on purpose: the
# cloud replaces an instance whose class changes, and the plan must say so.

resource "terraform_data" "this" {
  input = {
    host = "${var.name}.${var.zone}"
    port = var.port
    tags = var.tags
  }
  triggers_replace = var.class
}
