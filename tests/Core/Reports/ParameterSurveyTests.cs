using Muster.Placement;
using Muster.Reports;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Reports;

public class ParameterSurveyTests
{
    [Fact]
    public async Task Grids_rows_and_defaults_are_looked_over_together()
    {
        var found = await SurveyAsync(
            new()
            {
                Name = "s", Command = "true",
                Defaults = [new("fixed", new("\"x\"")), new("lr", new("0.5"))],
                Grid = [new("lr", [new("1e-1"), new("1e-4")]), new("tool", [new("\"a\""), new("\"b\"")])],
            },
            [new([new("note", new("true"))], PlacementSpec.Anywhere), new([new("lr", new("0.50")), new("note", ParameterValue.Null)], PlacementSpec.Anywhere)]);

        Assert.Equal(["fixed", "lr", "note", "tool"], found.Select(parameter => parameter.Name));
        Assert.Equal([ParameterKind.Constant, ParameterKind.Number, ParameterKind.Constant, ParameterKind.Category], found.Select(parameter => parameter.Kind));
        Assert.Equal(["1e-4", "1e-1", "0.5"], found[1].Values);
        Assert.Equal((1e-4, 0.5, true), (found[1].Min, found[1].Max, found[1].IsLog));
        Assert.Equal([false, false, true, true], found.Select(parameter => parameter.IsMissing));
    }

    [Fact]
    public async Task Many_numbers_have_a_range_and_many_texts_are_not_drawn()
    {
        var found = await SurveyAsync(
            new() { Name = "s", Command = "true" },
            [.. Enumerable.Range(0, 40).Select(i => new Row([new("n", new($"{i}")), new("t", ParameterValue.FromText($"t{i}")), new("index", new($"{i % 3}"))], PlacementSpec.Anywhere))]);

        Assert.Equal([(ParameterKind.Number, true, 0, 39), (ParameterKind.Texts, true, 0, 0), (ParameterKind.Number, false, 0, 2)], found.Select(parameter => (parameter.Kind, parameter.Values is null, (int)parameter.Min, (int)parameter.Max)));
        Assert.Equal("param.index", found[2].Name);
        var axis = ReportAxis.Of(found[0]);
        Assert.Equal(["0–5", "5–10", "10–15", "15–20", "20–25", "25–30", "30–35", "35–40"], axis.Labels);
        Assert.Equal([0, 0, 1, 7, null, null], new[] { "0", "4", "5", "39", "null", null }.Select(axis.CellOf));
    }

    [Fact]
    public void Ranges_over_decades_are_of_even_ratios()
    {
        var axis = ReportAxis.Of(new("lr", ParameterKind.Number) { Values = null, Min = 1e-5, Max = 0.1 });

        Assert.Equal(("1e-5–3.16e-5", "0.0316–0.1"), (axis.Labels[0], axis.Labels[^1]));
        Assert.Equal([0, 2, 7], new[] { "0.00001", "1.5e-4", "1e-1" }.Select(axis.CellOf));
    }

    [Fact]
    public void A_value_has_the_cell_of_its_number_or_text()
    {
        var numbers = ReportAxis.Of(new("n", ParameterKind.Number) { Values = ["1", "2.50"], Min = 1, Max = 2.5 });
        var texts = ReportAxis.Of(new("t", ParameterKind.Category) { Values = ["a\"b", "true"] });

        Assert.Equal([0, 1, null, null], new[] { "1.0", "2.5", "3", "\"1\"" }.Select(numbers.CellOf));
        Assert.Equal([0, 1, null], new[] { "\"a\\\"b\"", "true", "false" }.Select(texts.CellOf));
    }

    private static async Task<IReadOnlyList<ReportParameter>> SurveyAsync(SweepSpec spec, IReadOnlyList<Row> rows)
    {
        var world = new RunWorld();
        var run = await (await world.AddAsync(spec, rows)).RecordAsync();
        var (read, points) = await SpecBlobs.LoadAsync(world.Blobs, run);
        return ParameterSurvey.Of(read, points, 16);
    }
}
