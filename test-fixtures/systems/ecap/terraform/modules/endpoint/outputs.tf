output "id" {
  description = "Identity of the instance: new when it is replaced."
  value       = terraform_data.this.id
}

output "host" {
  description = "Host name to connect to."
  value       = terraform_data.this.output.host
}

output "port" {
  description = "Port to connect to."
  value       = terraform_data.this.output.port
}

output "address" {
  description = "Host and port in one."
  value       = "${terraform_data.this.output.host}:${terraform_data.this.output.port}"
}
