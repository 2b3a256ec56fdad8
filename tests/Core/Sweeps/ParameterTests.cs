using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Muster.Sweeps;

namespace Muster.Tests.Core.Sweeps;

public class ParameterTests
{
    [Theory]
    [InlineData("alpha", "PARAM_alpha")]
    [InlineData("batch-size", "PARAM_batch_size")]
    [InlineData("1", "PARAM_1")]
    [InlineData("a.b c", "PARAM_a_b_c")]
    [InlineData("größe", "PARAM_gr__e")]
    [InlineData("🙂", "PARAM__")]
    public void A_name_becomes_a_variable_that_every_shell_holds(string name, string variable) => Assert.Equal(variable, ParameterName.Variable(name));

    [Fact]
    public void Any_name_becomes_such_a_variable() =>
        Prop.ForAll<NonNull<string>>(name => ParameterName.Variable(name.Get).All(c => char.IsAsciiLetterOrDigit(c) || c == '_')).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" a", "begins or ends with white space")]
    [InlineData("a\t", "begins or ends with white space")]
    [InlineData("a\nb", "holds a control character")]
    [InlineData("a b", null)]
    public void What_cannot_be_a_name_says_why(string name, string? problem) => Assert.Equal(problem, ParameterName.Problem(name));

    [Fact]
    public void Any_text_comes_back_unchanged_and_is_a_json_string() =>
        Prop.ForAll(Texts.Any.ToArbitrary(), text =>
        {
            var value = ParameterValue.FromText(text);
            return value.Text == text && JsonDocument.Parse(value.Json).RootElement.GetString() == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_untyped_text_comes_back_unchanged_and_is_json() =>
        Prop.ForAll(Gen.OneOf(Texts.Any, Gen.Elements("1e-4", "007", "true", "null", "[1]", "\"x\"", "1.50")).ToArbitrary(), text =>
        {
            var value = ParameterValue.FromUntyped(text);
            return value.Text == text && JsonDocument.Parse(value.Json).RootElement.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
        }).QuickCheckThrowOnFailure();
}
