using Muster.Aws.Store;
using Muster.Tests.Aws.Store.Billing;

namespace Muster.Tests.Aws.Store;

/// <summary>What each operation asks of DynamoDB, and consumes: a change that costs more is seen here.</summary>
public sealed class RequestCountTests : IDisposable
{
    private readonly MemoryDynamo dynamo = new();
    private readonly RequestMeter meter = new();
    private readonly StoreScript script;

    public RequestCountTests() => script = new(new DynamoRunStore(dynamo, new("counts"), "aws://us-east-1/counts", new() { Chance = DynamoRig.Chance, Meter = meter }));

    /// <summary>The write is one of the table and one of each of two indexes.</summary>
    [Fact]
    public async Task A_submission_reads_once_and_writes_once() =>
        await AssertAsync(script.SubmitAsync, new("GetRun", 1, 0, 1, 0), new("WriteRun", 0, 1, 0, 3));

    [Fact]
    public async Task A_claim_is_two_writes() =>
        await AssertAsync(script.ClaimAsync, new("TakeHints", 0, 1, 0, 1), new("WriteChunk", 0, 1, 0, 1));

    [Fact]
    public async Task All_outcomes_of_a_chunk_of_64_short_points_are_one_write_of_2_units()
    {
        await script.ClaimAsync();

        await AssertAsync(script.FinishAsync, new RequestCount("WriteChunk", 0, 1, 0, 2));
    }

    [Fact]
    public async Task A_renewal_is_a_write_and_a_read_although_the_book_holds_200_grants()
    {
        await script.JoinAsync();

        await AssertAsync(script.RenewAsync, new("GetGrantBook", 1, 0, 1, 0), new("WriteWorker", 0, 1, 0, 1));
    }

    [Fact]
    public async Task Status_of_1000_points_reads_the_run_its_workers_and_its_open_chunks()
    {
        await script.BeHalfDoneAsync(1_000);

        await AssertAsync(script.StatusAsync, new("GetRun", 1, 0, 1, 0), new("ListChunks", 9, 0, 15, 0), new("ListWorkers", 1, 0, 15, 0));
    }

    /// <summary>Most of its queries find nothing: a partition holds 64 chunks, and those that nobody claimed yet are looked for all the same.</summary>
    [Fact]
    public async Task Status_of_a_million_points_asks_once_for_each_partition_that_may_hold_open_chunks()
    {
        await script.BeHalfDoneAsync(1_000_000);

        await AssertAsync(script.StatusAsync, new("GetRun", 1, 0, 1, 0), new("ListChunks", 123, 0, 147, 0), new("ListWorkers", 1, 0, 15, 0));
    }

    public void Dispose() => dynamo.Dispose();

    private async Task AssertAsync(Func<Task> operation, params RequestCount[] expected)
    {
        meter.Reset();
        await operation();
        Assert.Equal(expected, meter.Counts);
    }
}
