using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Muster.Arguments;
using Muster.Sweeps;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Core.Arguments;

public class ArgumentTemplateTests
{
    private static readonly Parameter[] Two = [new("lr", new("1e-4")), new("batch-size.max", ParameterValue.FromText("two words"))];

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("{lr}", "1e-4")]
    [InlineData("--lr={lr},{batch-size.max},{lr}", "--lr=1e-4,two words,1e-4")]
    [InlineData("{index}", "7")]
    [InlineData("{absent}", "")]
    [InlineData("{{lr}}", "{lr}")]
    [InlineData("{{{lr}}}", "{1e-4}")]
    [InlineData("{{{{lr}}}}", "{{lr}}")]
    [InlineData("{\"a\":{lr}}", "{\"a\":1e-4}")]
    [InlineData("{{lr}", "{1e-4")]
    [InlineData("{lr}}}", "1e-4}}")]
    [InlineData("${lr}", "${lr}")]
    [InlineData("${{lr}}", "${lr}")]
    [InlineData("${lr}{lr}", "${lr}1e-4")]
    [InlineData("$ {lr}", "$ 1e-4")]
    [InlineData("{}", "{}")]
    [InlineData("{{}}", "{{}}")]
    [InlineData("{print $1}", "{print $1}")]
    [InlineData("{a: .b}", "{a: .b}")]
    [InlineData("{1..5} {a..e} {a,b}", "{1..5} {a..e} {a,b}")]
    [InlineData("{ lr } {lr", "{ lr } {lr")]
    public void Names_in_braces_are_parameters_and_all_else_stays(string text, string argument) =>
        Assert.Equal(argument, ArgumentTemplate.Parse(text).Fill(7, Two));

    [Fact]
    public void What_comes_out_is_what_stands_there_with_each_value_in_its_place_whatever_it_holds()
    {
        var texts = Texts.Any.Select(text => Regex.Replace(text, "[{}$]", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Prop.ForAll(texts.Zip(Texts.Any).ListOf().ToArbitrary(), pairs =>
        {
            var parameters = pairs.Select((pair, at) => new Parameter($"p{at}", ParameterValue.FromText(pair.Item2))).ToArray();
            var template = ArgumentTemplate.Parse(string.Concat(pairs.Select((pair, at) => $"{pair.Item1}{{p{at}}}")));
            return template.Fill(0, parameters) == string.Concat(pairs.Select(pair => pair.Item1 + pair.Item2))
                && template.Names.SequenceEqual(parameters.Select(parameter => parameter.Name))
                && template.IsConstant == (pairs.Count == 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_any_number_of_braces_pairs_become_one_and_a_last_one_is_a_parameter() =>
        Prop.ForAll(Gen.Choose(0, 9).Zip(Gen.Choose(0, 9)).ToArbitrary(), braces =>
        {
            var (opened, closed) = braces;
            var depth = Math.Min(opened, closed);
            var text = $"{new string('{', opened)}lr{new string('}', closed)}";
            var inside = $"{new string('{', depth / 2)}{(depth % 2 == 1 ? "1e-4" : "lr")}{new string('}', depth / 2)}";
            return ArgumentTemplate.Parse(text).Fill(0, Two) == new string('{', opened - depth) + inside + new string('}', closed - depth);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_can_be_written_so_that_it_stays() =>
        Prop.ForAll(Texts.Any.Zip(Gen.Elements("", "{a}", "{{a}}", "${a}", "{}", "}{")).ListOf().Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2))).ToArbitrary(), text =>
        {
            var written = Regex.Replace(text, @"(?<open>\{+)[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*(?<close>\}+)", found =>
            {
                var depth = Math.Min(found.Groups["open"].Length, found.Groups["close"].Length);
                return $"{new string('{', depth)}{found.Value}{new string('}', depth)}";
            }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            return ArgumentTemplate.Parse(written) is { IsConstant: true } template && template.Fill(0, []) == text;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("lr", true)]
    [InlineData("_x", true)]
    [InlineData("batch-size", true)]
    [InlineData("a.b.c", true)]
    [InlineData("größe", true)]
    [InlineData("batch size", false)]
    [InlineData("1st", false)]
    [InlineData("a..e", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    public void Names_of_letters_digits_and_a_few_marks_can_stand_in_braces(string name, bool can)
    {
        Assert.Equal(can, ArgumentTemplate.CanStandFor(name));
        Assert.Equal(can ? [name] : [], ArgumentTemplate.Parse($"{{{name}}}").Names);
    }

    [Fact]
    public void What_only_looks_like_a_parameter_is_found()
    {
        Assert.Equal(["lr"], ArgumentTemplate.ShellVariables("${lr} ${{b}} {c} $d"));
        Assert.Equal(["batch size", "1st"], ArgumentTemplate.OtherBraced("{batch size}{lr}{{not this}}{1st}"));
    }
}
