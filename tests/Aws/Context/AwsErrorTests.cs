using Muster.Aws;
using Muster.Aws.Context;
using Muster.Aws.Store;
using Muster.Runs;
using Muster.Stores;
using Muster.Tests.Aws.Store;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Context;

/// <summary>What people are told: which call, on what, and what to do.</summary>
public sealed class AwsErrorTests(DynamoServer dynamo)
{
    private static readonly RunId s_run = RunId.FromToken("token");

    [Fact]
    public async Task A_store_that_is_not_there_names_its_table()
    {
        using var store = new Opened(await dynamo.AddressAsync());

        Assert.Equal(
            "The store aws://eu-central-1/nowhere has no table muster-nowhere-records (GetItem). Check the region and the name, or deploy the store there first.",
            (await Assert.ThrowsAsync<AwsProblemException>(() => store.Records.GetRunAsync(s_run, TestContext.Current.CancellationToken))).Message);
    }

    [Theory]
    [InlineData("UnrecognizedClientException", "The security token included in the request is invalid.",
        "AWS does not accept the credentials for the store aws://eu-central-1/nowhere (GetItem on muster-nowhere-records): The security token included in the request is invalid. Sign in again, or choose others by --profile or AWS_PROFILE.")]
    [InlineData("ExpiredTokenException", "The security token included in the request is expired",
        "AWS does not accept the credentials for the store aws://eu-central-1/nowhere (GetItem on muster-nowhere-records): The security token included in the request is expired. Sign in again, or choose others by --profile or AWS_PROFILE.")]
    [InlineData("AccessDeniedException", "User: arn:aws:iam::1:user/ada is not authorized to perform: dynamodb:GetItem",
        "These credentials may not do GetItem on muster-nowhere-records of the store aws://eu-central-1/nowhere: User: arn:aws:iam::1:user/ada is not authorized to perform: dynamodb:GetItem. Ask for that right, or choose others by --profile or AWS_PROFILE.")]
    public async Task What_AWS_refuses_is_told_with_what_to_do(string code, string message, string expected)
    {
        using var server = new OneAnswer(code, message);
        using var store = new Opened(server.Address);

        Assert.Equal(expected, (await Assert.ThrowsAsync<AwsProblemException>(() => store.Records.GetRunAsync(s_run, TestContext.Current.CancellationToken))).Message);
    }

    [Theory]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("RequestLimitExceeded")]
    public async Task A_busy_store_is_unavailable_and_no_fault(string code)
    {
        using var server = new OneAnswer(code, "Slow down.");
        using var store = new Opened(server.Address);

        Assert.Equal(
            "The store aws://eu-central-1/nowhere did not answer (GetItem on muster-nowhere-records): Slow down. It is tried again.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Records.GetRunAsync(s_run, TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_unavailable()
    {
        using var store = new Opened(new($"http://127.0.0.1:{OneAnswer.FreePort()}"));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Records.GetRunAsync(s_run, TestContext.Current.CancellationToken));

        Assert.StartsWith("The store aws://eu-central-1/nowhere did not answer (GetItem on muster-nowhere-records): ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_is_not_there_is_named()
    {
        var error = Assert.Throws<AwsProblemException>(() => AwsStore.Open(
            new("eu-central-1", "nowhere") { Profile = "no-such-profile" }, _ => null, new() { Chance = DynamoRig.Chance }));

        Assert.StartsWith("There is no AWS profile 'no-such-profile', which --profile names for the store aws://eu-central-1/nowhere. ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Correct the name, or configure it: aws configure --profile no-such-profile", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A store that asks once, with dummy credentials.</summary>
    private sealed class Opened(Uri address) : IDisposable
    {
        private readonly Amazon.DynamoDBv2.AmazonDynamoDBClient client = DynamoRig.ClientOf(address);

        public DynamoRunStore Records => new(client, new("nowhere"), "aws://eu-central-1/nowhere", new() { Chance = DynamoRig.Chance, Retries = 1, FirstWait = TimeSpan.FromMilliseconds(1) });

        public void Dispose() => client.Dispose();
    }
}
