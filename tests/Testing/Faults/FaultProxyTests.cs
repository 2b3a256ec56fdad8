using System.Net;
using Muster.Testing.Faults;

namespace Muster.Tests.Testing.Faults;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private readonly EchoServer server = new();
    private readonly HttpClient client = new();
    private readonly List<Fault> faults = [];
    private readonly FaultProxy proxy;

    public FaultProxyTests() =>
        proxy = new(server.Address, request => request < faults.Count ? faults[(int)request] : Fault.None, FaultAnswers.Dynamo, TimeProvider.System);

    [Fact]
    public async Task Without_faults_bodies_and_headers_pass_both_ways_on_one_connection()
    {
        using var first = await PostAsync("one");
        using var second = await PostAsync("chunked two");

        Assert.Equal(("1: one", "2: chunked two"), (await TextAsync(first), await TextAsync(second)));
        Assert.Equal(proxy.Address.Authority, Assert.Single(first.Headers.GetValues("x-host")));
        Assert.Equal(2, proxy.Counts[FaultKind.None]);
    }

    [Fact]
    public async Task An_answer_to_head_has_a_length_and_no_body()
    {
        using var answer = await client.SendAsync(new(HttpMethod.Head, proxy.Address));
        using var next = await PostAsync("next");

        Assert.Equal((HttpStatusCode.OK, 3L), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal("2: next", await TextAsync(next));
    }

    [Fact]
    public async Task A_body_that_waits_for_leave_is_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, proxy.Address) { Content = new StringContent("patient") };
        request.Headers.ExpectContinue = true;

        using var answer = await client.SendAsync(request);

        Assert.Equal("1: patient", await TextAsync(answer));
    }

    [Fact]
    public async Task A_dropped_request_never_arrives()
    {
        faults.Add(new(FaultKind.DropRequest));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("one"));

        Assert.Empty(server.Served);
    }

    [Fact]
    public async Task A_request_whose_answer_is_dropped_arrives()
    {
        faults.Add(new(FaultKind.DropAnswer));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("one"));

        Assert.Equal(["one"], server.Served);
    }

    [Fact]
    public async Task A_late_request_arrives_after_its_client_was_cut_off()
    {
        faults.Add(new(FaultKind.Late, TimeSpan.FromMilliseconds(1)));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("one"));
        await proxy.ArrivedAsync();

        Assert.Equal(["one"], server.Served);
    }

    [Fact]
    public async Task A_delayed_request_is_answered()
    {
        faults.Add(new(FaultKind.Delay, TimeSpan.FromMilliseconds(1)));

        using var answer = await PostAsync("one");

        Assert.Equal("1: one", await TextAsync(answer));
    }

    [Fact]
    public async Task A_doubled_request_arrives_twice_and_the_second_answer_is_given()
    {
        faults.Add(new(FaultKind.Double));

        using var answer = await PostAsync("one");

        Assert.Equal("2: one", await TextAsync(answer));
        Assert.Equal(["one", "one"], server.Served);
    }

    [Fact]
    public async Task A_throttled_request_gets_the_answer_of_the_service_with_its_checksum()
    {
        faults.Add(new(FaultKind.Throttle, Roll: 0));

        using var answer = await PostAsync("one");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"The level of configured provisioned throughput for the table was exceeded."}""",
            await TextAsync(answer));
        Assert.Equal($"{FaultAnswers.Crc32(await answer.Content.ReadAsByteArrayAsync())}", Assert.Single(answer.Headers.GetValues("x-amz-crc32")));
        Assert.Empty(server.Served);
    }

    [Theory]
    [InlineData(0.1, 500, 0)]
    [InlineData(0.2, 503, 0)]
    [InlineData(0.4, 502, 0)]
    [InlineData(0.6, 500, 1)]
    public async Task A_server_fails_before_or_after_it_served(double roll, int status, int served)
    {
        faults.Add(new(FaultKind.ServerError, Roll: roll));

        using var answer = await PostAsync("one");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(served, server.Served.Count);
    }

    [Fact]
    public async Task A_body_is_cut_off_with_its_connection()
    {
        faults.Add(new(FaultKind.BrokenBody, Roll: 0));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("one"));
    }

    [Theory]
    [InlineData(0.25, "1: ")]
    [InlineData(0.5, "1: ")]
    [InlineData(0.75, "1;\"lj`")]
    public async Task A_body_is_shortened_or_garbled(double roll, string expected)
    {
        faults.Add(new(FaultKind.BrokenBody, Roll: roll));

        using var answer = await PostAsync("one");

        Assert.Equal(expected, await TextAsync(answer));
    }

    /// <summary>CRC-32's check value, from the catalogue of parametrised CRC algorithms.</summary>
    [Fact]
    public void The_checksum_is_that_of_the_standard() => Assert.Equal(0xCBF43926, FaultAnswers.Crc32("123456789"u8));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await proxy.DisposeAsync();
        server.Dispose();
    }

    private Task<HttpResponseMessage> PostAsync(string body) => client.PostAsync(proxy.Address, new StringContent(body), TestContext.Current.CancellationToken);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
