using System.Management.Automation;
using Amazon;
using YamlDotNet.Serialization;

namespace Muster.Tests.Fixtures.Clashing;

/// <summary>Uses both libraries and says which versions it got.</summary>
[Cmdlet(VerbsCommon.Get, "ClashingLibrary")]
[OutputType(typeof(ClashingLibrary))]
public sealed class GetClashingLibrary : PSCmdlet
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>("answer: 42");
        WriteObject(new ClashingLibrary(typeof(IDeserializer).Assembly.GetName().Version!, read["answer"], typeof(RegionEndpoint).Assembly.GetName().Version!, RegionEndpoint.EUWest1.SystemName));
    }
}

/// <summary>What was found.</summary>
/// <param name="Yaml">The version of YamlDotNet.</param>
/// <param name="Answer">What it read.</param>
/// <param name="Aws">The version of AWSSDK.Core.</param>
/// <param name="Region">What that said.</param>
public sealed record ClashingLibrary(Version Yaml, string Answer, Version Aws, string Region);
