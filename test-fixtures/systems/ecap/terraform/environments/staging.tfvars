private_zone       = "ecap-staging.internal"
kafka_broker_count = 3

sizes = {
  database = "db.t4g.large"
  kafka    = "kafka.t3.small"
  redis    = "cache.t4g.small"
}
