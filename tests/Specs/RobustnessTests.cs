using FsCheck;
using FsCheck.Fluent;
using Muster.Specs;

namespace Muster.Tests.Specs;

public class RobustnessTests
{
    private const string Good = """
        command: echo "$PARAM_x"
        timeout: 1h30m
        retry: {max_attempts: 3, retry_on_codes: [1, 75]}
        defaults: {alpha: 1e-4, text: 'it''s'}
        params:
        - {x: 1, region: eu-west-1}
        - x: |
            two
            lines
          y: "q\n\u00e9"
        grid:
          z: [007, b, {k: [~]}]
        """;

    private const string GoodJson = """{"command": "echo", "params": [{"x": 1e-4, "y": ["\u00e9", null, {"k": true}]}], "grid": {"z": [1, "b"]}}""";

    private const string GoodCsv = "#: command: echo\n#: retry: {max_attempts: 3}\na,region,\"c\"\n1,,\"x\"\"y\"\n2,eu-west-1,z\n";

    private const string GoodQueue = """
        queue_name: q
        env: {A: 1}
        jobs:
        - job_id: a
          command: echo
          result_paths: ["out/**", /tmp/x]
        - {job_id: b, command: "x", depends_on: [a], retry: {max_attempts: 3}, timeout: 1h}
        - {job_id: c, command: "x", depends_on: [a, b]}
        """;

    private static readonly string[] Pieces =
        ["", ":", ": ", "-", "- ", "\n", "\r", "\t", "  ", ",", "\"", "'", "[", "]", "{", "}", "#", "#:", "&a", "*a", "!", "!!str ", "|", ">", "%", "@", "`", "?", "? ", "<<", "---", "...", "\\", "\\u", "0", "é", "\0", "\uFEFF", "\ud800", "null", "~"];

    [Theory]
    [InlineData(SpecFormat.Yaml, Good)]
    [InlineData(SpecFormat.Json, GoodJson)]
    [InlineData(SpecFormat.Csv, GoodCsv)]
    [InlineData(SpecFormat.Yaml, GoodQueue)]
    public void A_damaged_file_is_read_or_told_but_never_thrown_at_people(SpecFormat format, string good)
    {
        Assert.Empty(Reading.Text(good, format).Reading.Errors);
        var damages = Gen.Choose(0, 10_000).Zip(Gen.Choose(0, 4)).Zip(Gen.Elements(Pieces)).NonEmptyListOf();

        Prop.ForAll(damages.ToArbitrary(), all =>
        {
            var text = all.Take(3).Aggregate(good, (t, d) => Damaged(t, d.Item1.Item1, d.Item1.Item2, d.Item2));
            var reading = Reading.Text(text, format).Reading;
            return (reading.Spec is null) == (reading.Errors.Count > 0) && reading.Errors.All(e => e.At.Line >= 1 && e.At.Column >= 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(SpecFormat.Yaml)]
    [InlineData(SpecFormat.Json)]
    public void Nesting_without_end_is_an_error_and_no_crash(SpecFormat format)
    {
        var (reading, _) = Reading.Text("{\"command\": " + new string('[', 50_000), format);
        Assert.NotEmpty(reading.Errors);
    }

    private static string Damaged(string text, int at, int cut, string piece)
    {
        var start = text.Length == 0 ? 0 : at % text.Length;
        return text[..start] + piece + text[Math.Min(text.Length, start + cut)..];
    }
}
