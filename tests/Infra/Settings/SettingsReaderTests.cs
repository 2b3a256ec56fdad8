using System.Text.Json.Nodes;
using Muster.Infra.Settings;

namespace Muster.Tests.Infra.Settings;

public class SettingsReaderTests
{
    private const string Hub = """{"account":"111122223333","region":"eu-west-1","deployment":"team"}""";
    private const string Spokes = """[{"account":"111122223333","region":"eu-west-1","network":"create"}]""";

    [Fact]
    public void What_is_needed_is_a_hub_and_a_spoke()
    {
        var settings = Read();
        Assert.Equal(new("111122223333", "eu-west-1", "team"), settings.Hub);
        Assert.Equal(new SpokeSettings("111122223333", "eu-west-1", NetworkSettings.Created), Assert.Single(settings.Spokes));
        Assert.Equal(new ProfileSettings(), Assert.Single(settings.Profiles));
        Assert.Equal("muster-team-111122223333", settings.ExternalId);
        Assert.Equal(["111122223333"], settings.Accounts);
    }

    [Fact]
    public void Networks_and_profiles_may_be_named()
    {
        var settings = Read(
            spokes: """[{"account":"444455556666","region":"us-east-1","network":"vpc-0a","subnets":[{"id":"subnet-0a","zone":"us-east-1a"}]}]""",
            others: [("muster.profiles", """[{"ami":"ami-0a","iamRole":"lab","keyPair":"k","hibernates":true,"rootDevice":"/dev/sda1","diskGib":100}]"""), ("muster.permissionsBoundary", "\"bound\"")]);
        var network = Assert.Single(settings.Spokes).Network;
        Assert.Equal("vpc-0a", network.Vpc);
        Assert.Equal([new("subnet-0a", "us-east-1a")], network.Subnets);
        Assert.Equal(new ProfileSettings { Ami = "ami-0a", IamRole = "lab", KeyPair = "k", Hibernates = true, RootDevice = "/dev/sda1", DiskGib = 100 }, Assert.Single(settings.Profiles));
        Assert.Equal("bound", settings.PermissionsBoundary);
        Assert.Equal(["111122223333", "444455556666"], settings.Accounts);
    }

    [Theory]
    [InlineData(null, Spokes, "muster.hub is missing in the context of cdk.json; it is an object.")]
    [InlineData("""{"account":111122223333,"region":"eu-west-1","deployment":"team"}""", Spokes, "muster.hub.account is 111122223333 in the context of cdk.json; it is an account's 12 digits, in quotes.")]
    [InlineData("""{"account":"111122223333","region":"Ireland","deployment":"team"}""", Spokes, "muster.hub.region is \"Ireland\" in the context of cdk.json; it is a region such as eu-west-1.")]
    [InlineData("""{"account":"111122223333","region":"eu-west-1"}""", Spokes, "muster.hub.deployment is missing in the context of cdk.json; it is 1 to 32 lower-case letters, digits and hyphens, as in aws://REGION/NAME.")]
    [InlineData("""{"account":"111122223333","region":"eu-west-1","deployment":"team","stage":"x"}""", Spokes, "muster.hub has the key \"stage\", which nobody knows; known are account, region, deployment.")]
    [InlineData("""{"account":"111122223333","region":"ap-southeast-1","deployment":"a-team-with-a-rather-long-name-a"}""", Spokes, "muster.hub.deployment is \"a-team-with-a-rather-long-name-a\" in the context of cdk.json; it is 4 characters shorter: the bucket would be called muster-a-team-with-a-rather-long-name-a-111122223333-ap-southeast-1, and such names have at most 63.")]
    [InlineData(Hub, null, "muster.spokes is missing in the context of cdk.json; it is a list.")]
    [InlineData(Hub, "[]", "muster.spokes is [] in the context of cdk.json; it is a list of at least one account and region where instances are launched.")]
    [InlineData(Hub, """[{"account":"111122223333","region":"eu-west-1"}]""", "muster.spokes[0].network is missing in the context of cdk.json; it is \"create\", or the id of a network such as vpc-0abc, whose subnets are listed.")]
    [InlineData(Hub, """[{"account":"111122223333","region":"eu-west-1","network":"create","subnets":[]}]""", "muster.spokes[0].subnets lists subnets, but muster.spokes[0].network is \"create\". Name their network instead, such as vpc-0abc, or remove them.")]
    [InlineData(Hub, """[{"account":"111122223333","region":"eu-west-1","network":"vpc-0a","subnets":[]}]""", "muster.spokes[0].subnets is [] in the context of cdk.json; it is a list of at least one subnet of that network.")]
    [InlineData(Hub, """[{"account":"111122223333","region":"eu-west-1","network":"vpc-0a","subnets":[{"id":"0a","zone":"eu-west-1a"}]}]""", "muster.spokes[0].subnets[0].id is \"0a\" in the context of cdk.json; it is a subnet's id, such as subnet-0abc.")]
    [InlineData(Hub, """[{"account":"111122223333","region":"eu-west-1","network":"create"},{"account":"111122223333","region":"eu-west-1","network":"create"}]""", "muster.spokes names 111122223333 in eu-west-1 2 times; a spoke is one account in one region. Put its subnets together.")]
    public void What_is_wrong_is_said_with_its_place(string? hub, string? spokes, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read(hub, spokes)).Message);

    [Theory]
    [InlineData("muster.profiles", "[]", "muster.profiles is [] in the context of cdk.json; it is a list of at least one profile; without the key there is one of Amazon Linux 2023.")]
    [InlineData("muster.profiles", """[{"architecture":"arm64"}]""", "muster.profiles[0].architecture is \"arm64\" in the context of cdk.json; it is x86_64; there is no agent for other architectures.")]
    [InlineData("muster.profiles", """[{"diskGib":4}]""", "muster.profiles[0].diskGib is 4 in the context of cdk.json; it is a whole number from 8 to 16384.")]
    [InlineData("muster.profiles", """[{"rootDevice":"sda1"}]""", "muster.profiles[0].rootDevice is \"sda1\" in the context of cdk.json; it is what the image calls its root volume, such as /dev/xvda.")]
    [InlineData("muster.profiles", """[{"hibernates":"yes"}]""", "muster.profiles[0].hibernates is \"yes\" in the context of cdk.json; it is true or false.")]
    [InlineData("muster.alarmTopic", "\"alarms\"", "muster.alarmTopic is \"alarms\" in the context of cdk.json; it is the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:111122223333:alarms.")]
    public void Options_are_read_as_strictly(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read(others: [(key, value)])).Message);

    [Fact]
    public void User_data_that_cannot_be_read_or_is_too_long_is_refused()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, new string('x', UserDataText.MostBytes));
            Assert.Equal(UserDataText.MostBytes, UserDataText.Read(file).Length);
            File.AppendAllText(file, "x");
            Assert.Equal($"muster.userData names the file {file}, which has 16385 bytes; an instance's user data has at most 16384.", Assert.Throws<SettingsException>(() => UserDataText.Read(file)).Message);
            Assert.Equal("muster.userData names the file /none, which cannot be read: Could not find file '/none'.", Assert.Throws<SettingsException>(() => UserDataText.Read("/none")).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static PlatformSettings Read(string? hub = Hub, string? spokes = Spokes, params (string Key, string Value)[] others)
    {
        var context = others.ToDictionary(each => each.Key, each => (string?)each.Value);
        (context["muster.hub"], context["muster.spokes"]) = (hub, spokes);
        return SettingsReader.Read(key => context.GetValueOrDefault(key) is { } text ? JsonNode.Parse(text) : null);
    }
}
