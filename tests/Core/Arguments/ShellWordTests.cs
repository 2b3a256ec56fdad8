using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Muster.Arguments;
using Muster.Tests.Core.Sweeps;

namespace Muster.Tests.Core.Arguments;

public class ShellWordTests
{
    [Theory]
    [InlineData("plain-1.txt", "plain-1.txt")]
    [InlineData("--lr=0.1", "--lr=0.1")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(touch pwned)", "'$(touch pwned)'")]
    [InlineData("~", "'~'")]
    [InlineData("{a,b}", "'{a,b}'")]
    [InlineData("a\nb\t'\\", @"$'a\nb\t\'\\'")]
    [InlineData("\u001b[1m", @"$'\u001b[1m'")]
    public void A_word_is_quoted_only_where_it_must_be(string word, string shown) => Assert.Equal(shown, ShellWord.Quote(word));

    [Fact]
    public void A_program_that_looks_like_a_variable_is_quoted() => Assert.Equal("'A=b' A=b", ShellWord.Join(["A=b", "A=b"]));

    [Fact]
    public async Task A_shell_reads_the_same_words_again()
    {
        var words = Texts.Any.Sample(200, 200).Append("").Append("$(touch pwned)").Append("`x` \"y\" !z *").Append("\u001b\u0001é").ToArray();
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"printf '%s\\0' {ShellWord.Join(["x", .. words])}"])
        {
            RedirectStandardOutput = true, UseShellExecute = false, StandardOutputEncoding = System.Text.Encoding.UTF8, Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        var read = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["x", .. words, ""], read.Split('\0'));
    }
}
