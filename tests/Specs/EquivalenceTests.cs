using FsCheck;
using FsCheck.Fluent;
using Muster.Specs;
using Muster.Sweeps;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Specs;

public class EquivalenceTests
{
    [Fact]
    public void The_same_rows_have_the_same_bytes_from_yaml_json_csv_and_json_lines()
    {
        using var folder = new TemporarySweeps();
        folder.Write("rows.csv", "a,b,c\n007,1e-4,x y\n,true,-1.50\n");
        folder.Write("rows.jsonl", """
            {"a": "007", "b": 1e-4, "c": "x y"}
            {"b": true, "c": -1.50}
            """);
        string[] files =
        [
            folder.Write("a.yaml", "command: echo\nparams:\n- {a: 007, b: 1e-4, c: x y}\n- b: true\n  c: -1.50\n"),
            folder.Write("b.json", """{"command": "echo", "params": [{"a": "007", "b": 1e-4, "c": "x y"}, {"b": true, "c": -1.50}]}"""),
            folder.Write("c.csv", "#: command: echo\na,b,c\n007,1e-4,x y\n,true,-1.50\n"),
            folder.Write("d.yaml", "command: echo\nparams: rows.csv\n"),
            folder.Write("e.yml", "command: echo\nparams: rows.jsonl\n"),
        ];

        var digests = files.Select(f => SweepFile.Read(f, () => new MemoryStream())).Select(r => r.Rows?.Digest ?? string.Join("\n", r.Errors)).Distinct();

        Assert.Single(digests);
    }

    [Fact]
    public void The_same_json_means_the_same_as_yaml() =>
        Prop.ForAll(Maps(2).ListOf().Select(l => string.Join(',', l.Append("{\"x\":1}"))).ToArbitrary(), rows =>
        {
            var text = $$"""{"command":"echo","params":[{{rows}}]}""";
            var (json, yaml) = (Reading.Text(text, SpecFormat.Json), Reading.Text(text, SpecFormat.Yaml));
            return json.Reading.Rows is { } read && read == yaml.Reading.Rows && json.Rows.SequenceEqual(yaml.Rows);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_list_or_map_is_compact_json_however_it_was_laid_out()
    {
        var (_, yaml) = Reading.Good("command: echo\nparams:\n- x:\n  - 1\n  - k: v\n    n:\n");
        var (_, json) = Reading.Good("""{"command": "echo", "params": [{"x": [ 1, { "k" : "\u0076", "n" : null } ]}]}""", SpecFormat.Json);

        Assert.Equal("""x=[1,{"k":"v","n":null}]""", Assert.Single(yaml.Shown()));
        Assert.Equal(yaml.Shown(), json.Shown());
    }

    /// <summary>JSON maps with plain keys and values of all types, some nested.</summary>
    private static Gen<string> Maps(int depth)
    {
        // YAML has no way to say U+0085, U+2028 and U+007f plainly, but JSON's escapes are YAML's too.
        var text = Texts.Any.Select(t => ParameterValue.FromText(t).Json.Replace("\u007f", "\\u007f", StringComparison.Ordinal));
        var scalar = Gen.OneOf(text, Gen.Elements("1", "-0.5", "1e-4", "true", "false", "null"));
        var value = depth == 0 ? scalar : Gen.Frequency((4, scalar), (1, scalar.ListOf().Select(l => $"[{string.Join(',', l)}]")), (1, Maps(depth - 1)));
        return value.NonEmptyListOf().Select(l => $"{{{string.Join(',', l.Take(4).Select((v, i) => $"\"k{i}\": {v}"))}}}");
    }
}
