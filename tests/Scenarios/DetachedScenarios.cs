namespace Muster.Tests.Scenarios;

public sealed class DetachedScenarios
{
    [Fact]
    public async Task Points_find_the_same_variables_of_ours_under_an_engine_in_the_background()
    {
        await using var scenario = new Scenario();
        var file = scenario.Write("names.yaml", """
            command: env | sed -n 's/^\(MUSTER_[A-Z_]*\)=.*/\1/p' | sort > "$SCENARIO/$PARAM_to"
            defaults: {to: names}
            params: [{}]
            """);
        Assert.Equal(0, (await scenario.RunAsync("submit", file)).Code);
        var watched = scenario.Lines("names");
        File.Delete(scenario.At("names"));
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--detach")).Code);
        await scenario.AssertNothingLeftAsync();

        Assert.Contains("MUSTER_POINT_DIR", watched);
        Assert.Equal(watched, scenario.Lines("names"));
        Assert.True(File.Exists(Path.Join(scenario.Store.Root, "engine.log")));
    }
}
