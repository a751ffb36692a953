// Pages of all arenas share a few queues for their locks, and an explorer minds a lock that another one knows.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
