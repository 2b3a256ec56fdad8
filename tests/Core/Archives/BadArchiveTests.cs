using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using Muster.Archives;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Archives;

/// <summary>What is no good archive is refused with the reason, and leaves nothing behind.</summary>
public class BadArchiveTests
{
    private const string Again = "Nothing was imported. Get the archive once more, or export the run again.";
    private readonly RunWorld here = new();
    private readonly RunWorld there = new();

    [Theory]
    [InlineData("")]
    [InlineData("some text that is no archive at all")]
    public async Task What_is_no_archive_is_refused(string text) =>
        await AssertRefusedAsync("It is no archive of a run: it does not start as what 'muster export' writes does. Nothing was imported.", Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Another_archive_is_refused() => await AssertRefusedAsync(
        "It is no archive of a run: it does not start as what 'muster export' writes does. Nothing was imported.", await ArchiveRig.PackAsync([ArchiveRig.File("readme", "x")]));

    [Fact]
    public async Task A_newer_format_is_refused() => await AssertRefusedAsync(
        "The archive has format 2, written by Muster 9.0.0; this version of Muster reads up to format 1. Nothing was imported. Use the newer Muster.",
        await ChangedAsync(entry => entry.Name == "muster.json" ? ArchiveRig.File(entry.Name, "{\"format\":2,\"muster\":\"9.0.0\"}") : ArchiveRig.File(entry.Name, entry.Content)));

    [Theory]
    [InlineData("files/../../evil", "has the part \"..\"")]
    [InlineData("files//evil", "has an empty part")]
    [InlineData("/etc/evil", "is absolute")]
    [InlineData("evil", "is nothing that an archive of a run has")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name, string problem) => await AssertRefusedAsync(
        $"The archive has an entry whose name \"{name}\" {problem}. Nothing was imported.", await WithAsync(ArchiveRig.File(name, "x")));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "symbolic link")]
    [InlineData(TarEntryType.HardLink, "hard link")]
    [InlineData(TarEntryType.Directory, "directory")]
    [InlineData(TarEntryType.Fifo, "pipe")]
    public async Task What_is_no_regular_file_is_refused(TarEntryType type, string kind)
    {
        var entry = new GnuTarEntry(type, "files/evil");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";

        await AssertRefusedAsync($"The archive's entry files/evil is a {kind}; an archive of a run has regular files alone. Nothing was imported.", await WithAsync(entry));
    }

    [Fact]
    public async Task An_entry_that_comes_twice_is_refused() => await AssertRefusedAsync(
        "The archive has the entry files/output/1-w-000001.pack twice. Nothing was imported.", await WithAsync(ArchiveRig.File("files/output/1-w-000001.pack", "x")));

    [Fact]
    public async Task An_entry_that_the_manifest_does_not_name_is_refused() => await AssertRefusedAsync(
        $"The archive's entry files/extra is not in its manifest. {Again}", await WithAsync(ArchiveRig.File("files/extra", "x")));

    [Fact]
    public async Task An_entry_that_is_missing_is_told() => await AssertRefusedAsync(
        $"The archive lacks the entry grants.json. {Again}", await ChangedAsync(entry => entry.Name == "grants.json" ? null : ArchiveRig.File(entry.Name, entry.Content)));

    [Fact]
    public async Task An_entry_with_other_bytes_is_told() => await AssertRefusedAsync(
        $"The archive's entry files/points/0/0/a b.csv has SHA-256 {Digest("1,3")}, and {Digest("1,2")} by the manifest. {Again}",
        await ChangedAsync(entry => ArchiveRig.File(entry.Name, entry.Name.EndsWith(".csv", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes("1,3") : entry.Content)));

    [Fact]
    public async Task An_entry_of_another_length_is_told() => await AssertRefusedAsync(
        $"The archive's entry files/points/0/0/a b.csv has 4 bytes, and 3 by the manifest. {Again}",
        await ChangedAsync(entry => ArchiveRig.File(entry.Name, entry.Name.EndsWith(".csv", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes("1,23") : entry.Content)));

    [Fact]
    public async Task Another_spec_than_the_records_is_told() => await AssertRefusedAsync(
        new Regex($"^The archive's entry spec.json is damaged: it has SHA-256 {Digest("{}")}, and [0-9a-f]{{64}} by the run's record. {Again}$", RegexOptions.None, TimeSpan.FromSeconds(1)),
        await ChangedAsync(entry => ArchiveRig.File(entry.Name, entry.Name == "spec.json" ? Encoding.UTF8.GetBytes("{}") : entry.Content)));

    [Fact]
    public async Task An_archive_without_its_manifest_is_refused() => await AssertRefusedAsync(
        $"The archive lacks the entry manifest.json. {Again}", await ChangedAsync(entry => entry.Name == "manifest.json" ? null : ArchiveRig.File(entry.Name, entry.Content)));

    [Fact]
    public async Task An_entry_after_the_manifest_is_refused()
    {
        var entries = await ArchiveRig.EntriesAsync(await ArchiveRig.ExportAsync(here, (await ArchiveRig.AddAsync(here)).Id));

        await AssertRefusedAsync(
            "The archive's entry files/late does not stand before manifest.json. Nothing was imported.",
            await ArchiveRig.PackAsync(entries.Select(entry => ArchiveRig.File(entry.Name, entry.Content)).Append(ArchiveRig.File("files/late", "x"))));
    }

    [Fact]
    public async Task A_record_of_another_run_is_refused()
    {
        var other = await here.AddAsync("other");

        await AssertRefusedAsync(
            new Regex($"^The archive's entry run.json is damaged: it is of run {other.Id}, and the header of run r[0-9a-z]{{15}}. {Again}$", RegexOptions.None, TimeSpan.FromSeconds(1)),
            await ChangedAsync(entry => ArchiveRig.File(entry.Name, entry.Name == "run.json" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Content).Replace(IdOf(entry.Content), other.Id.Value, StringComparison.Ordinal)) : entry.Content)));
    }

    [Theory]
    [InlineData("Error", "InProgress")]
    [InlineData("\"version\":1", "\"version\":7")]
    public async Task A_record_that_no_ended_run_has_is_refused(string good, string bad) => await AssertRefusedAsync(
        $"The archive's entry run.json is damaged: no run that has ended looks so. {Again}",
        await ChangedAsync(entry => ArchiveRig.File(entry.Name, entry.Name == "run.json" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Content).Replace(good, bad, StringComparison.Ordinal)) : entry.Content)));

    [Fact]
    public async Task Chunks_that_the_run_does_not_have_are_refused()
    {
        await AssertRefusedAsync(
            $"The archive's entry chunks/7-0-0.jsonl is damaged: the run has no such pool. {Again}",
            await ChangedAsync(entry => ArchiveRig.File(entry.Name == "chunks/1-0-0.jsonl" ? "chunks/7-0-0.jsonl" : entry.Name, entry.Content)));
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_anywhere_is_refused()
    {
        var run = await ArchiveRig.AddAsync(here);
        var archive = await ArchiveRig.ExportAsync(here, run.Id);
        var messages = new HashSet<string>(StringComparer.Ordinal);
        for (var length = 0; length < archive.Length - 20; length += 23)
            messages.Add((await Assert.ThrowsAsync<ArchiveException>(() => ArchiveRig.ImportAsync(there, archive[..length]))).Message);

        Assert.Subset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "It is no archive of a run: it does not start as what 'muster export' writes does. Nothing was imported.",
                $"The archive ends too early, or its compressed bytes are damaged. {Again}",
                $"The archive lacks the entry run.json. {Again}",
                $"The archive lacks the entry manifest.json. {Again}",
            },
            messages);
        Assert.False(await ArchiveRig.HasAnyAsync(there, run.Id));
        Assert.True((await ArchiveRig.ImportAsync(there, archive)).IsNew);
    }

    private static string IdOf(byte[] record) => Encoding.UTF8.GetString(record, "{\"id\":\"".Length, 16);

    private static string Digest(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task AssertRefusedAsync(string message, byte[] archive)
    {
        Assert.Equal(message, (await Assert.ThrowsAsync<ArchiveException>(() => ArchiveRig.ImportAsync(there, archive))).Message);
        await AssertNothingAsync();
    }

    private async Task AssertRefusedAsync(Regex message, byte[] archive)
    {
        Assert.Matches(message, (await Assert.ThrowsAsync<ArchiveException>(() => ArchiveRig.ImportAsync(there, archive))).Message);
        await AssertNothingAsync();
    }

    private async Task AssertNothingAsync()
    {
        foreach (var run in await here.Store.ListRunsAsync(new(), TestContext.Current.CancellationToken))
            Assert.False(await ArchiveRig.HasAnyAsync(there, run.Id));
    }

    /// <summary>A good archive with one more entry, before its manifest.</summary>
    private async Task<byte[]> WithAsync(TarEntry more)
    {
        var entries = await ArchiveRig.EntriesAsync(await ArchiveRig.ExportAsync(here, (await ArchiveRig.AddAsync(here)).Id));
        return await ArchiveRig.PackAsync([.. entries.SkipLast(1).Select(entry => ArchiveRig.File(entry.Name, entry.Content)), more, ArchiveRig.File("manifest.json", entries[^1].Content)]);
    }

    /// <summary>A good archive of which entries are changed or, where it gives null, left out.</summary>
    private async Task<byte[]> ChangedAsync(Func<(string Name, byte[] Content), TarEntry?> change)
    {
        var entries = await ArchiveRig.EntriesAsync(await ArchiveRig.ExportAsync(here, (await ArchiveRig.AddAsync(here)).Id));
        return await ArchiveRig.PackAsync(entries.Select(change).OfType<TarEntry>());
    }
}
