variable "name" {
  description = "First label of the host name."
  type        = string
}

variable "zone" {
  description = "DNS zone of the host name."
  type        = string
}

variable "port" {
  description = "Port that the service answers on."
  type        = number
}

variable "class" {
  description = "Size of the instance behind the endpoint."
  type        = string
}

variable "tags" {
  description = "Tags of the endpoint."
  type        = map(string)
}
