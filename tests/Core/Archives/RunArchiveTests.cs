using System.Text;
using Muster.Archives;
using Muster.Deletion;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Builders;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Archives;

public class RunArchiveTests
{
    private readonly RunWorld here = new();
    private readonly RunWorld there = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_comes_to_another_store_with_every_record_and_file()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);

        var answer = await ArchiveRig.ImportAsync(there, archive);

        Assert.True(answer.IsNew);
        var (before, after) = (await run.RecordAsync(), (await there.Store.GetRunAsync(run.Id, Cancel))!);
        Assert.Equal(Same.Text(before with { Version = 1 }), Same.Text(after));
        foreach (var pool in before.Round.Pools)
        {
            var chunks = await here.Store.ListChunksAsync(new(run.Id, 1, pool.Number), 0, pool.ChunkCount - 1, 100, Cancel);
            Assert.NotEmpty(chunks);
            Assert.Equal(
                chunks.Select(chunk => Same.Text(chunk with { Version = 1 })),
                (await there.Store.ListChunksAsync(new(run.Id, 1, pool.Number), 0, pool.ChunkCount - 1, 100, Cancel)).Select(Same.Text));
        }

        Assert.Equal(Same.Text(await here.Store.GetGrantBookAsync(run.Id, Cancel)), Same.Text(await there.Store.GetGrantBookAsync(run.Id, Cancel)));
        Assert.Equal(await here.Files.ListAsync(run.Id, Cancel).ToListAsync(Cancel), await there.Files.ListAsync(run.Id, Cancel).ToListAsync(Cancel));
        Assert.Equal(4, (await SpecBlobs.LoadAsync(there.Blobs, after, Cancel)).Points.Count + 1);
        Assert.Null(await ImportMark.ReadAsync(there.Blobs, run.Id, Cancel));
        Assert.Equal(archive, await ArchiveRig.ExportAsync(there, run.Id));
    }

    [Fact]
    public async Task The_same_run_is_the_same_archive_whenever_it_is_exported()
    {
        var run = await ArchiveRig.AddAsync(here);
        var first = await ArchiveRig.ExportAsync(here, run.Id);
        here.Time.Move(TimeSpan.FromDays(1));

        Assert.Equal(first, await ArchiveRig.ExportAsync(here, run.Id));
    }

    [Fact]
    public async Task An_archive_holds_its_entries_in_a_fixed_order()
    {
        var run = await ArchiveRig.AddAsync(here);

        Assert.Equal(
            ["muster.json", "run.json", "spec.json", "rows", "files/output/1-w-000001.pack", "files/points/0/0/a b.csv", "chunks/1-0-0.jsonl", "grants.json", "manifest.json"],
            (await ArchiveRig.EntriesAsync(await ArchiveRig.ExportAsync(here, run.Id))).Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_run_of_an_older_version_is_exported_with_its_shared_spec()
    {
        var run = await ArchiveRig.AddAsync(here);
        var record = await run.RecordAsync();
        foreach (var (own, shared) in new[] { (SpecBlobs.SpecKey(run.Id, record.SpecDigest), SpecBlobs.SharedSpecKey(record.SpecDigest)) })
        {
            await using (var content = await here.Blobs.GetAsync(own, cancel: Cancel))
                await here.Blobs.PutAsync(shared, content!, Cancel);
            await here.Blobs.DeleteAsync(own, Cancel);
        }

        await ArchiveRig.ImportAsync(there, await ArchiveRig.ExportAsync(here, run.Id));

        Assert.NotNull(await there.Blobs.FindAsync(SpecBlobs.SpecKey(run.Id, record.SpecDigest), Cancel));
    }

    [Fact]
    public async Task A_run_that_is_here_already_and_the_same_is_left_alone()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);

        Assert.False((await ArchiveRig.ImportAsync(here, archive)).IsNew);
        await ArchiveRig.ImportAsync(there, archive);
        Assert.False((await ArchiveRig.ImportAsync(there, archive)).IsNew);
    }

    [Fact]
    public async Task A_run_that_is_here_and_differs_is_refused()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);
        using (var other = new MemoryStream(Encoding.UTF8.GetBytes("3,4")))
            await here.Files.WriteAsync(run.Id, "points/0/0/a b.csv", other, Cancel);

        var error = await Assert.ThrowsAsync<ArchiveRefusedException>(() => ArchiveRig.ImportAsync(here, archive));

        Assert.Equal(
            $"Run {run.Id} (lr) is here already and differs from the archive, first in files/points/0/0/a b.csv. Nothing was imported. To have the archive's, delete the one here first: muster delete {run.Id}",
            error.Message);
    }

    [Fact]
    public async Task A_run_that_is_here_and_being_deleted_is_refused()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);
        await run.ChangeAsync(record => record with { DeletingSince = here.Time.GetUtcNow() });

        Assert.Equal(
            $"Run {run.Id} (lr) is here and being deleted. Finish that (muster delete {run.Id}), then import it.",
            (await Assert.ThrowsAsync<ArchiveRefusedException>(() => ArchiveRig.ImportAsync(here, archive))).Message);
        Assert.Equal(
            $"Run {run.Id} (lr) is being deleted; it is not whole any more. Finish that: muster delete {run.Id}",
            (await Assert.ThrowsAsync<ArchiveRefusedException>(() => ArchiveRig.ExportAsync(here, run.Id))).Message);
    }

    [Fact]
    public async Task A_run_that_is_going_is_not_exported()
    {
        var run = await here.AddAsync("lr");
        await run.StartAsync();

        Assert.Equal(
            $"Run {run.Id} (lr) is running; only a run that has ended is exported. Wait for it (muster wait {run.Id}), or cancel it (muster cancel {run.Id}).",
            (await Assert.ThrowsAsync<ArchiveRefusedException>(() => ArchiveRig.ExportAsync(here, run.Id))).Message);
    }

    [Fact]
    public async Task While_another_works_on_a_runs_files_it_is_neither_exported_nor_imported()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);
        using var held = here.Files.TryLock(run.Id);
        var message = $"Run {run.Id} is being deleted, pruned, exported or imported by another process on this machine. Try again when that is done.";

        Assert.Equal(message, (await Assert.ThrowsAsync<RunBusyException>(() => ArchiveRig.ExportAsync(here, run.Id))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<RunBusyException>(() => ArchiveRig.ImportAsync(here, archive))).Message);
    }

    [Fact]
    public async Task An_import_that_broke_off_shows_nowhere_and_the_next_one_starts_anew()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);
        var record = await run.RecordAsync();
        // As an import leaves it that was killed: of a later round, and with a file that this archive does not have.
        var later = record with { Version = 1, Round = record.Round with { Number = 2 }, EarlierRounds = [record.Round] };
        using (var mark = new MemoryStream(RecordJson.Write(later)))
            await there.Blobs.PutAsync(ImportMark.Key(run.Id), mark, Cancel);
        using (var bytes = new MemoryStream([1]))
            await there.Files.WriteAsync(run.Id, "output/strange", bytes, Cancel);
        await there.Store.WriteAsync(Samples.Chunk(pool: new(run.Id, 2, 0)), Cancel);
        await there.Store.WriteAsync(Samples.Chunk(pool: new(run.Id, 1, 0)), Cancel);
        Assert.Empty(await there.Store.ListRunsAsync(new(), Cancel));
        Assert.Equal([run.Id], await ImportMark.ListAsync(there.Blobs, Cancel));

        await ArchiveRig.ImportAsync(there, archive);

        Assert.Equal(archive, await ArchiveRig.ExportAsync(there, run.Id));
        Assert.Null(await there.Store.GetChunkAsync(new(run.Id, 2, 0, 0), Cancel));
        Assert.Empty(await ImportMark.ListAsync(there.Blobs, Cancel));
    }

    [Fact]
    public async Task What_an_import_left_that_broke_off_can_be_removed()
    {
        var run = await ArchiveRig.AddAsync(here);
        using (var mark = new MemoryStream(RecordJson.Write(await run.RecordAsync())))
            await there.Blobs.PutAsync(ImportMark.Key(run.Id), mark, Cancel);
        await there.Store.WriteAsync(Samples.Chunk(pool: new(run.Id, 1, 0)), Cancel);
        var leftovers = new RunLeftovers(there.Ports);
        Assert.True(await leftovers.AnyAsync(run.Id, Cancel));

        await leftovers.RemoveAsync(run.Id, Cancel);

        Assert.False(await ArchiveRig.HasAnyAsync(there, run.Id));
        Assert.False(await leftovers.AnyAsync(run.Id, Cancel));
    }
}
