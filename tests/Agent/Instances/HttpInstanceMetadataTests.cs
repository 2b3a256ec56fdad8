using Muster.Agent.Instances;
using Muster.Fleet;
using Muster.Tests.Aws.Context;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Agent.Instances;

public sealed class HttpInstanceMetadataTests : InstanceMetadataConformance, IDisposable
{
    private readonly ImdsStandIn service = new(Me);
    private readonly HttpInstanceMetadata metadata;

    public HttpInstanceMetadataTests() => metadata = HttpInstanceMetadata.Of(name => name == "AWS_EC2_METADATA_SERVICE_ENDPOINT" ? service.Address.ToString() : null);

    protected override IInstanceMetadata Metadata => metadata;

    public void Dispose()
    {
        metadata.Dispose();
        service.Dispose();
    }

    protected override void Tag(string key, string value) => service.ShowTags((key, value));

    protected override void HideTags() => service["meta-data/tags/instance"] = null;

    protected override void Say(SpotAction? action, DateTimeOffset? rebalance) => service.Say(action, rebalance);

    [Fact]
    public async Task One_token_serves_until_it_is_over()
    {
        await metadata.GetIdentityAsync(Cancel);
        await metadata.GetTagsAsync(Cancel);
        Assert.Equal(1, service.Tokens);
        service.Expire();

        Assert.Equal(Me, await metadata.GetIdentityAsync(Cancel));
        Assert.Equal(2, service.Tokens);
    }

    [Fact]
    public async Task Hidden_tags_are_told_with_what_to_do()
    {
        HideTags();

        Assert.Equal(
            $"The metadata service at {service.Address} shows no tags of this instance. Let it: aws ec2 modify-instance-metadata-options --instance-metadata-tags enabled",
            (await Assert.ThrowsAsync<InstanceMetadataException>(() => metadata.GetTagsAsync(Cancel))).Message);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"instanceId\": 7}")]
    [InlineData("{\"instanceId\":\"i-0\",\"accountId\":\"1\",\"region\":\"eu-west-1\",\"availabilityZone\":\"eu-west-1a\",\"pendingTime\":\"yesterday\"}")]
    public async Task What_cannot_be_read_is_an_error_that_shows_it(string document)
    {
        service["dynamic/instance-identity/document"] = document;

        Assert.Equal(
            $"The metadata service at {service.Address} answered dynamic/instance-identity/document with '{document}', which cannot be read.",
            (await Assert.ThrowsAsync<InstanceMetadataException>(() => metadata.GetIdentityAsync(Cancel))).Message);
    }

    [Fact]
    public async Task An_action_whose_time_cannot_be_read_is_one_without_a_time()
    {
        service["meta-data/spot/instance-action"] = "{\"action\": \"stop\", \"time\": \"soon\"}";

        Assert.Equal(new("stop", null), await metadata.FindSpotActionAsync(Cancel));
    }

    [Fact]
    public async Task A_machine_without_such_a_service_is_told_as_that()
    {
        using var nowhere = new HttpInstanceMetadata(new($"http://127.0.0.1:{OneAnswer.FreePort()}"));

        var error = await Assert.ThrowsAsync<InstanceMetadataException>(() => nowhere.GetIdentityAsync(Cancel));

        Assert.StartsWith("The metadata service at http://127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Is this machine an EC2 instance?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_refused() => Assert.Equal(
        "AWS_EC2_METADATA_SERVICE_ENDPOINT is 'here'; it is a URL such as http://169.254.169.254/. Correct it, or unset it.",
        Assert.Throws<InstanceMetadataException>(() => HttpInstanceMetadata.Of(_ => "here")).Message);
}
