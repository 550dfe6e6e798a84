variable "project" {
  description = "Name of the system. Every resource carries it."
  type        = string
}

variable "environment" {
  description = "Which copy of the system this is."
  type        = string

  validation {
    condition     = contains(["development", "staging", "production"], var.environment)
    error_message = "The environment must be development, staging or production."
  }
}

variable "region" {
  description = "Cloud region that everything below lives in."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "The region must look like us-east-1."
  }
}

variable "account_id" {
  description = "Account that owns the encryption key."
  type        = string
  default     = "000000000000"

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "The account id must have twelve digits."
  }
}

variable "private_zone" {
  description = "Private DNS zone in which the data services get their names."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", var.private_zone))
    error_message = "The private zone must be a DNS name without a final dot."
  }
}

variable "data_lake_bucket" {
  description = "Bucket name of the data lake; the environment is appended outside production."
  type        = string
}

variable "kafka_broker_count" {
  description = "Brokers to hand out addresses for."
  type        = number

  validation {
    condition     = contains([1, 3, 5], var.kafka_broker_count)
    error_message = "A quorum needs 1, 3 or 5 brokers."
  }
}

variable "sizes" {
  description = "Instance class per data service."
  type = object({
    database = string
    kafka    = string
    redis    = string
  })
}

variable "tags" {
  description = "Tags put on every resource."
  type        = map(string)
  default     = {}
}
