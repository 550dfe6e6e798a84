# What ECAP gets from its cloud account: a PostgreSQL endpoint, Kafka brokers, a Redis endpoint,
# the data lake's bucket and its encryption key. Only Terraform's built-in terraform_data is used,
# so the root plans, applies, drifts and destroys on any machine, with no account and no download.
# To go live, replace the inside of modules/endpoint and the two resources below with your
# provider's own: the outputs stay as they are, and so does everything that reads them.

locals {
  tags = merge(var.tags, {
    project     = var.project
    environment = var.environment
  })
  suffix = var.environment == "production" ? "" : "-${var.environment}"
  bucket = "${var.data_lake_bucket}${local.suffix}"
}

module "database" {
  source = "./modules/endpoint"

  name  = "postgres-primary"
  zone  = var.private_zone
  port  = 5432
  class = var.sizes.database
  tags  = local.tags
}

module "broker" {
  source   = "./modules/endpoint"
  for_each = toset([for index in range(var.kafka_broker_count) : format("kafka-%d", index + 1)])

  name  = each.key
  zone  = var.private_zone
  port  = 9092
  class = var.sizes.kafka
  tags  = local.tags
}

module "redis" {
  source = "./modules/endpoint"

  name  = "redis-cluster"
  zone  = var.private_zone
  port  = 6379
  class = var.sizes.redis
  tags  = local.tags
}

resource "terraform_data" "data_lake_key" {
  input = {
    alias = "${var.project}-${var.environment}-data-lake"
    tags  = local.tags
  }
}

resource "terraform_data" "data_lake" {
  input = {
    bucket     = local.bucket
    versioning = var.environment == "production"
    key        = terraform_data.data_lake_key.id
    tags       = local.tags
  }
  # A bucket cannot be renamed: another name is another bucket.
  triggers_replace = local.bucket
}
