output "db_endpoint" {
  description = "Host name of the primary database."
  value       = module.database.host
}

output "db_port" {
  description = "Port of the primary database."
  value       = module.database.port
}

output "kafka_bootstrap_servers" {
  description = "Comma-separated host:port of every broker, in broker order."
  value       = join(",", [for name in sort(keys(module.broker)) : module.broker[name].address])
}

output "redis_host" {
  description = "Host name of the cache."
  value       = module.redis.host
}

output "data_lake_bucket" {
  description = "Bucket of the data lake."
  value       = terraform_data.data_lake.output.bucket
}

output "data_lake_key_arn" {
  description = "Key that the data lake is encrypted with."
  value       = "arn:aws:kms:${var.region}:${var.account_id}:key/${terraform_data.data_lake_key.id}"
}

output "db_admin_token" {
  description = "Token for administering the database; changes only with the database itself."
  value       = sha256("db-admin:${module.database.id}")
  sensitive   = true
}
