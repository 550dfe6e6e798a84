private_zone       = "ecap-development.internal"
kafka_broker_count = 1

sizes = {
  database = "db.t4g.small"
  kafka    = "kafka.t3.small"
  redis    = "cache.t4g.micro"
}
