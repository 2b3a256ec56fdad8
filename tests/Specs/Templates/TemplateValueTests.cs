using FsCheck;
using FsCheck.Fluent;
using Muster.Specs;
using Muster.Specs.Templates;
using Muster.Sweeps;

namespace Muster.Tests.Specs.Templates;

/// <summary>No value changes anything but itself.</summary>
public class TemplateValueTests
{
    private const string Json = """
        {"env": {"A": "{{A}}", "B": "<{{A}}{{B:"d\"}}>"}, "max_parallel": {{N:2}},
         "jobs": [{"job_id": "a", "command": "echo \"$A\""}]}
        """;

    private const string Yaml = """
        env: {A: "{{A}}", "B": "<{{A}}{{B:"d\"}}>"}
        max_parallel: {{N:2}}
        jobs:
        - {job_id: a, command: 'echo "$A"'}
        """;

    private static readonly string[] Pieces =
    [
        "\"", "\\", "\\\\", "\\\"", "'", "$(touch x)", "`id`", "${A}", "}}", "{{", "{{A}}", "{{B:x}}", "{", "}", "\n", "\r", "\r\n", "\t", " ", "  ", "\u0001", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029",
        "\ufeff", "\ufffe", "é", "😀", ": ", " #", "#", "- ", "---", "...", "&a", "*a", "!t", "%", "@", "|", ">", ",", "]", "\", \"jobs\": []", "\\u0041", "\\x41", "n", "a", "0", "null", "~",
    ];

    public static TheoryData<SpecFormat> Formats => [SpecFormat.Json, SpecFormat.Yaml];

    private static Arbitrary<string> Texts => Gen.Elements(Pieces).NonEmptyListOf().Select(string.Concat).ToArbitrary();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_text_arrives_as_it_was_given_and_nothing_else_changes(SpecFormat format)
    {
        var template = Template(format);
        var plain = Read(template, [new("A", "x")]);
        Assert.Equal("<x\"d\\\">", plain.Env["B"]);

        Prop.ForAll(Texts, Texts, (a, b) =>
        {
            var spec = Read(template, [new("A", a), new("B", b)]);
            return spec.Env["A"] == a && spec.Env["B"] == $"<{a}{b}>" && spec.Env.Count == 2
                && spec.Graph!.Jobs.Single().Command == plain.Graph!.Jobs.Single().Command && spec.Graph.MaxParallel == 2;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_text_outside_of_quotes_is_a_number_or_refused(SpecFormat format)
    {
        var template = Template(format);

        Prop.ForAll(Texts, text => template.Fill([new("A", "x"), new("N", text)]).Text is null == !(JsonNumber.Is(text) || text is "true" or "false")).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_damaged_template_is_told_of_but_never_thrown_at_people(SpecFormat format)
    {
        var good = format == SpecFormat.Json ? Json : Yaml;
        var damages = Gen.Choose(0, 1000).Zip(Gen.Choose(0, 4)).Zip(Gen.Elements(Pieces)).NonEmptyListOf();

        Prop.ForAll(damages.ToArbitrary(), all =>
        {
            var text = all.Take(3).Aggregate(good, (t, d) => Damaged(t, d.Item1.Item1, d.Item1.Item2, d.Item2));
            var reading = QueueTemplate.Parse("t", text, format).Fill([new("A", "x")]).Read("/sweeps", () => Stream.Null);
            return (reading.Spec is null) == (reading.Errors.Count > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static QueueTemplate Template(SpecFormat format) => QueueTemplate.Parse("t", format == SpecFormat.Json ? Json : Yaml, format);

    private static SweepSpec Read(QueueTemplate template, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var reading = template.Fill(values).Read("/sweeps", () => Stream.Null);
        Assert.Equal("", string.Join('\n', reading.Errors));
        return reading.Spec!;
    }

    private static string Damaged(string text, int at, int cut, string piece)
    {
        var start = text.Length == 0 ? 0 : at % text.Length;
        return text[..start] + piece + text[Math.Min(text.Length, start + cut)..];
    }
}
