private_zone       = "internal"
kafka_broker_count = 3

sizes = {
  database = "db.r6g.xlarge"
  kafka    = "kafka.m5.large"
  redis    = "cache.r6g.large"
}
