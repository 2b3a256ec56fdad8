using Muster.Tests.Module.Reference;

namespace Muster.Tests.Module;

/// <summary>PowerShell can tell which set of a cmdlet's parameters is meant.</summary>
public sealed class ParameterSetTests
{
    public static TheoryData<string> Names => [.. CmdletReader.All.Select(cmdlet => cmdlet.Page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_several_sets_one_is_the_default(string name)
    {
        var page = Page(name);
        Assert.True(page.Sets.Count == 1 || page.Sets.Count(set => set.IsDefault) == 1, $"{name} has the sets {string.Join(", ", page.Sets.Select(set => set.Name))}, and none is the default.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_two_sets_are_taken_for_each_other(string name)
    {
        var page = Page(name);
        Assert.All(from one in page.Sets from other in page.Sets where string.CompareOrdinal(one.Name, other.Name) < 0 select (one, other), pair =>
            Assert.True(Differ(page, pair.one, pair.other), $"{name}: nothing that is given tells the set {pair.one.Name} from {pair.other.Name}."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_a_set_each_position_and_the_pipeline_have_one_parameter(string name)
    {
        var page = Page(name);
        Assert.All(page.Sets, set =>
        {
            var uses = page.Of(set);
            Assert.Distinct(uses.Select(each => each.Use.Position).OfType<int>());
            Assert.Equal(Enumerable.Range(0, uses.Count(each => each.Use.Position is not null)), uses.Select(each => each.Use.Position).OfType<int>());
            Assert.InRange(uses.Where(each => each.Use.ByValue).Select(each => each.Parameter.Type).Count(), 0, uses.Where(each => each.Use.ByValue).Select(each => each.Parameter.Type).Distinct(StringComparer.Ordinal).Count());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_parameter_has_a_name_of_another_or_of_PowerShell(string name) =>
        Assert.Distinct(Page(name).Parameters.SelectMany(parameter => parameter.Aliases.Append(parameter.Name)).Concat(s_common), StringComparer.OrdinalIgnoreCase);

    /// <summary>Something that must be given belongs to one of them only; or one is meant unless something of the other is given.</summary>
    private static bool Differ(CmdletPage page, ParameterSet one, ParameterSet other) =>
        Own(page, one, other).Concat(Own(page, other, one)).Any(each => each.Use.IsMandatory)
        || (one.IsDefault && Own(page, other, one).Any()) || (other.IsDefault && Own(page, one, other).Any());

    private static IEnumerable<(CmdletParameter Parameter, ParameterUse Use)> Own(CmdletPage page, ParameterSet set, ParameterSet other) =>
        page.Of(set).Where(each => each.Parameter.In(other) is null);

    private static CmdletPage Page(string name) => CmdletReader.All.Single(cmdlet => cmdlet.Page.Name == name).Page;

    /// <summary>Source: about_CommonParameters of PowerShell 7.6.</summary>
    private static readonly string[] s_common =
    [
        "Verbose", "vb", "Debug", "db", "ErrorAction", "ea", "WarningAction", "wa", "InformationAction", "infa", "ProgressAction", "proga", "ErrorVariable", "ev", "WarningVariable", "wv",
        "InformationVariable", "iv", "OutVariable", "ov", "OutBuffer", "ob", "PipelineVariable", "pv", "WhatIf", "wi", "Confirm", "cf",
    ];
}
