using Muster.Operations;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class RunFinderTests
{
    private readonly RunWorld world = new();

    private RunFinder Finder => new(world.Store);

    [Fact]
    public async Task Last_is_the_newest_run()
    {
        await AddAsync("old");
        var newest = await AddAsync("new");

        Assert.Equal(newest.Id, (await Finder.FindAsync("last")).Id);
    }

    [Fact]
    public async Task A_name_means_its_newest_run()
    {
        await AddAsync("lr");
        var newer = await AddAsync("lr");
        await AddAsync("other");

        Assert.Equal(newer.Id, (await Finder.FindAsync("lr")).Id);
    }

    [Fact]
    public async Task An_id_or_its_unique_start_finds_the_run()
    {
        var run = await AddAsync("lr");

        Assert.Equal(run.Id, (await Finder.FindAsync(run.Id.Value)).Id);
        Assert.Equal(run.Id, (await Finder.FindAsync(run.Id.Value[..4])).Id);
    }

    [Fact]
    public async Task The_start_of_several_ids_is_an_error_that_lists_them()
    {
        var runs = new[] { await AddAsync("a", "rabc1"), await AddAsync("b", "rabc2"), await AddAsync("c", "rx") };

        var error = await Assert.ThrowsAsync<RunNotFoundException>(() => Finder.FindAsync("rabc"));

        Assert.Equal("'rabc' is the start of several ids: rabc2 (b), rabc1 (a). Write more of the id.", error.Message);
        Assert.Equal(3, runs.Length);
    }

    [Fact]
    public async Task A_misspelt_name_is_an_error_that_names_the_nearest()
    {
        await AddAsync("compression");

        var error = await Assert.ThrowsAsync<RunNotFoundException>(() => Finder.FindAsync("compresion"));

        Assert.Equal("No run is named 'compresion', and no run's id starts so. Did you mean 'compression'?", error.Message);
    }

    [Fact]
    public async Task A_strange_name_is_an_error_that_names_the_newest()
    {
        await AddAsync("one");
        await AddAsync("two");

        var error = await Assert.ThrowsAsync<RunNotFoundException>(() => Finder.FindAsync("xyzzy"));

        Assert.Equal("No run is named 'xyzzy', and no run's id starts so. The newest runs are named: two, one.", error.Message);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("lr")]
    public async Task In_an_empty_store_nothing_is_found(string text)
    {
        var error = await Assert.ThrowsAsync<RunNotFoundException>(() => Finder.FindAsync(text));

        Assert.Equal("There are no runs in this store.", error.Message);
    }

    private Task<BuiltRun> AddAsync(string name, string? id = null)
    {
        world.Time.Move(TimeSpan.FromMinutes(1));
        return world.AddAsync(name, 1, run => id is null ? run : run with { Id = new RunId(id) });
    }
}
