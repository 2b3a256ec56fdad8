using Muster.Aws;
using Muster.Aws.Context;
using Muster.Cli;
using Muster.Cli.Processes;
using Muster.Cli.Stores;

namespace Muster.Tests.Cli.Processes;

/// <summary>Keys that were given by hand reach an engine that is left behind, and nobody else.</summary>
public sealed class HandedKeysTests : IDisposable
{
    private const string Secret = "hidden+Secret/0";
    private static readonly StoreAddress s_store = StoreAddress.Of("aws://eu-west-1/team", name => name == "HOME" ? "/home/nobody" : null);

    public void Dispose() => Environment.SetEnvironmentVariable(HandedKeys.Variable, null);

    [Theory]
    [InlineData(null, "AKIDGIVEN hidden+Secret/0")]
    [InlineData("token", "AKIDGIVEN hidden+Secret/0 token")]
    public void Keys_are_handed_over_in_a_variable_of_the_new_process_alone(string? token, string handed)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        var address = s_store.With(() => new("AKIDGIVEN", Secret, token));
        HandedKeys.Give(address, environment);

        Assert.Equal(handed, environment[HandedKeys.Variable]);
        Assert.Null(Environment.GetEnvironmentVariable(HandedKeys.Variable));
        Assert.DoesNotContain(Secret, string.Join(' ', address.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_takes_them_out_of_its_environment_which_the_commands_of_points_get()
    {
        Environment.SetEnvironmentVariable(HandedKeys.Variable, $"AKIDGIVEN {Secret} token");
        var taken = HandedKeys.Take(s_store);

        Assert.Null(Environment.GetEnvironmentVariable(HandedKeys.Variable));
        Assert.Equal($"AKIDGIVEN {Secret} token", taken.Aws!.Keys!().Handed());
    }

    [Fact]
    public void Without_keys_nothing_is_handed_over_and_the_address_stays_as_it_is()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        HandedKeys.Give(s_store, environment);

        Assert.Empty(environment);
        Assert.Same(s_store, HandedKeys.Take(s_store));
    }

    [Fact]
    public void No_text_of_them_shows_the_secret()
    {
        var address = s_store.With(() => new("AKIDGIVEN", Secret));
        Assert.DoesNotContain(Secret, $"{address} {address.Aws} {address.Aws!.Keys!()}", StringComparison.Ordinal);
        var thrown = Assert.Throws<AwsProblemException>(() => AwsKeys.Parse($"{Secret}"));
        Assert.Equal("The AWS keys that were handed over cannot be read: they are an access key's id, its secret, and perhaps a session's token, with a space between.", thrown.Message);
    }

    [Fact]
    public void Keys_for_a_store_on_this_machine_are_refused()
    {
        var thrown = Assert.Throws<UsageException>(() => StoreAddress.Of("/data/muster", _ => null).With(() => new("AKIDGIVEN", Secret)));
        Assert.Equal("Credentials are for a store on AWS, but the store is /data/muster. Leave them out, or name such a store: aws://REGION/NAME", thrown.Message);
    }
}
