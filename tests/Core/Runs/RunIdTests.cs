using FsCheck;
using FsCheck.Fluent;
using Muster.Runs;

namespace Muster.Tests.Core.Runs;

public class RunIdTests
{
    [Fact]
    public void The_same_token_is_the_same_run_and_another_token_another() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonNull<string>>((one, two) =>
    {
        Assert.Equal(RunId.FromToken(one.Get), RunId.FromToken(new string(one.Get)));
        Assert.Equal(one.Get == two.Get, RunId.FromToken(one.Get) == RunId.FromToken(two.Get));
    }));

    [Fact]
    public void An_id_is_r_and_fifteen_characters_of_base_32() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>>(token =>
        Assert.Matches("^r[0-9a-hjkmnp-tv-z]{15}$", RunId.FromToken(token.Get).Value)));

    [Fact]
    public void An_id_never_changes_between_versions() => Assert.Equal("rhebfbpgtmr8qcaw", RunId.FromToken("a token").Value);

    [Fact]
    public void Ids_are_ordered_by_their_text() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonNull<string>>((one, two) =>
        Assert.Equal(Math.Sign(string.CompareOrdinal(one.Get, two.Get)), Math.Sign(new RunId(one.Get).CompareTo(new RunId(two.Get))))));
}
