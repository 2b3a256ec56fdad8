using System.Reflection;
using System.Text.RegularExpressions;
using Muster.PowerShell.Pipeline;

namespace Muster.Tests.Module;

/// <summary>
/// What cmdlets say of themselves. Outside PowerShell its attributes are stubs, so their data are read instead of themselves.
/// </summary>
public sealed partial class CmdletMetadataTests
{
    /// <summary>Verbs of <c>Get-Verb</c> in PowerShell 7.6 that the module uses.</summary>
    private static readonly string[] s_approved = ["Get", "Set", "New", "Remove", "Start", "Stop", "Suspend", "Resume", "Restart", "Submit", "Wait", "Test", "Update"];

    /// <summary>Verbs that change nothing.</summary>
    private static readonly string[] s_reading = ["Get", "Wait", "Test"];

    /// <summary>Cmdlets that only put an object together, whatever their verb.</summary>
    private static readonly string[] s_making = ["NewMusterJobSpec"];

    public static TheoryData<string> Names => [.. Cmdlets().Select(cmdlet => cmdlet.Type.Name)];

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_no_other()
    {
        var manifest = File.ReadAllText(Path.Join(Repository.Folder, "module", "Files", "Muster.psd1"));
        var exported = Exported().Match(manifest).Groups["names"].Value.Split('\n').Select(line => line.Trim(' ', '\'', '\r')).Where(line => line.Length > 0);
        Assert.Equal(Cmdlets().Select(cmdlet => $"{cmdlet.Verb}-{cmdlet.Noun}").Order(StringComparer.Ordinal), exported);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_an_approved_verb_a_noun_of_the_module_and_a_type_that_it_gives(string name)
    {
        var (type, verb, noun, changes) = Cmdlets().Single(cmdlet => cmdlet.Type.Name == name);
        Assert.Contains(verb, s_approved);
        Assert.StartsWith("Muster", noun, StringComparison.Ordinal);
        Assert.False(noun.EndsWith('s'), "A noun is singular.");
        Assert.Equal($"{verb}{noun}", type.Name);
        Assert.Contains(type.CustomAttributes, attribute => attribute.AttributeType.Name == "OutputTypeAttribute");
        Assert.Equal(!s_reading.Contains(verb) && !s_making.Contains(type.Name), changes);
    }

    private static IEnumerable<(Type Type, string Verb, string Noun, bool Changes)> Cmdlets() =>
        from type in typeof(MusterCmdlet).Assembly.GetTypes()
        from attribute in type.CustomAttributes
        where attribute.AttributeType.Name == "CmdletAttribute"
        select (type, (string)attribute.ConstructorArguments[0].Value!, (string)attribute.ConstructorArguments[1].Value!, Flag(attribute, "SupportsShouldProcess"));

    private static bool Flag(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Any(argument => argument.MemberName == name && argument.TypedValue.Value is true);

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exported();
}
