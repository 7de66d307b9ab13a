using System.Diagnostics;
using CsCheck;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Activities;

public sealed class CoverProofTests
{
    private static readonly Siren Coop = new("303265045");
    private static readonly DateOnly Day = new(2026, 10, 31);

    private static readonly Gen<CoverLeaf[]> Leaves = Gen.Select(Gen.Long[0, 100_000_000], Gen.Byte.Array[32])
        .Array[1, 40].Select(all => all.Select((l, i) =>
            new CoverLeaf($"activite-{i}", Convert.ToHexStringLower(l.Item2), new Money(l.Item1))).ToArray());

    /// <summary>The expected values were made with printf and sha256sum alone, as docs/field/cover.md shows.</summary>
    [Fact]
    public void Three_activities_give_the_fingerprints_that_sha256sum_gives()
    {
        var tree = new CoverTree([Leaf("jeanne", 1, 80_000), Leaf("paul", 2, 0), Leaf("fil-dor", 3, 1_234_567)]);
        Assert.Equal("85885ada9f3a91fbf60da4b0f8e41545d9c69494422bac65953689c3b487ae5e",
            Leaf("jeanne", 1, 80_000).Hash.Hex);
        Assert.Equal("3a84510f2cc1dabcc3453babee932d1ed1c2c5c97ab202f2485d5126ae5f9597", tree.Root.Hash.Hex);
        Assert.Equal(new Money(1_314_567), tree.Root.Sum); // 800,00 + 0,00 + 12 345,67
        var head = new CoverHead(Coop, Day, tree.Root, null);
        Assert.Equal("ccc051776f5da69c503c8702540c967a6741e1568ad8a84eba950cbe817574e1", head.Fingerprint.Hex);
        // Leaves stand by their fingerprints: fil-dor (1c…), paul (79…), jeanne (85…), who has no neighbour below.
        var path = CoverProof.Prove(tree, head, "jeanne")!.Path;
        Assert.Equal([(true, new Money(1_234_567))], path.Select(s => (s.IsLeft, s.Neighbour.Sum)));
        Assert.Equal([(true, new Money(1_234_567)), (false, new Money(80_000))],
            CoverProof.Prove(tree, head, "paul")!.Path.Select(s => (s.IsLeft, s.Neighbour.Sum)));
    }

    /// <summary>The expected value was made with openssl dgst -mac HMAC.</summary>
    [Fact]
    public void A_salt_comes_from_the_secret_of_one_publication() => Assert.Equal(
        "fe3b5ca6bb3dccbafbe253d42514cfa59d2715504a1e4ea5fa710d1cae610081",
        CoverLeaf.SaltOf([.. Enumerable.Repeat((byte)0xab, 32)], new ActivityId(2)));

    [Fact]
    public void Every_activity_has_a_proof_and_nobody_else_has_one() => Leaves.Sample(leaves =>
    {
        var tree = new CoverTree(leaves);
        var head = new CoverHead(Coop, Day, tree.Root, null);
        Assert.Equal(leaves.Sum(l => l.Amount), tree.Root.Sum);
        foreach (var leaf in leaves)
        {
            var proof = CoverProof.Prove(tree, head, leaf.Code)!;
            proof.Verify();
            Assert.Equal(leaf, proof.Leaf);
        }
        Assert.Null(CoverProof.Prove(tree, head, "inconnue"));
    });

    [Fact]
    public void One_cent_anywhere_changes_the_root() => Gen.Select(Leaves, Gen.Int[0, 39]).Sample((leaves, at) =>
    {
        var before = new CoverTree(leaves).Root;
        var moved = leaves[at % leaves.Length];
        leaves[at % leaves.Length] = new CoverLeaf(moved.Code, moved.Salt, moved.Amount + new Money(1));
        var after = new CoverTree(leaves).Root;
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(before.Sum + new Money(1), after.Sum);
    });

    [Fact]
    public void Tampering_with_anything_is_refused() => Gen.Select(Leaves, Gen.Int[0, 39], Gen.Int[0, 40])
        .Sample((leaves, at, step) =>
    {
        var tree = new CoverTree(leaves);
        var head = new CoverHead(Coop, Day, tree.Root, null);
        var proof = CoverProof.Prove(tree, head, leaves[at % leaves.Length].Code)!;
        Assert.All(Tampered(proof, step), wrong => Assert.Throws<BrokenRuleException>(wrong.Verify));
    });

    [Fact]
    public void A_negative_neighbour_cannot_hide_what_is_owed()
    {
        Assert.Throws<BrokenRuleException>(() => Leaf("paul", 2, -1));
        // A tree built by hand with 500 owed to Jeanne and −400 beside her: consistent, and still refused.
        var jeanne = Leaf("jeanne", 1, 50_000);
        var hidden = new CoverNode(Leaf("paul", 2, 0).Hash, new Money(-40_000));
        var root = CoverNode.Over(new CoverNode(jeanne.Hash, jeanne.Amount), hidden);
        Assert.Equal(new Money(10_000), root.Sum);
        var proof = new CoverProof(new CoverHead(Coop, Day, root, null), jeanne, [new CoverStep(false, hidden)]);
        Assert.Contains("négative", Assert.Throws<BrokenRuleException>(proof.Verify).Message);
    }

    [Fact]
    public void Sums_beyond_any_amount_are_refused_and_do_not_turn_negative()
    {
        var jeanne = Leaf("jeanne", 1, 50_000);
        var huge = new CoverNode(Leaf("paul", 2, 0).Hash, new Money(long.MaxValue));
        var head = new CoverHead(Coop, Day, new CoverNode(huge.Hash, Money.Zero), null);
        var proof = new CoverProof(head, jeanne, [new CoverStep(false, huge)]);
        Assert.Contains("dépassent", Assert.Throws<BrokenRuleException>(proof.Verify).Message);
    }

    [Fact]
    public void An_activity_counted_twice_and_a_total_of_nothing_are_refused()
    {
        Assert.Throws<BrokenRuleException>(() => new CoverTree([Leaf("paul", 1, 5), Leaf("paul", 2, 5)]));
        Assert.Throws<BrokenRuleException>(() => new CoverTree([]));
        Assert.Throws<BrokenRuleException>(() => new CoverHash("A" + new string('0', 63)));
    }

    [Fact]
    public void A_fingerprint_depends_on_the_coop_the_day_and_the_publication_before()
    {
        var root = new CoverTree([Leaf("jeanne", 1, 80_000)]).Root;
        var head = new CoverHead(Coop, Day, root, null);
        CoverHead[] all =
        [
            head, head with { Day = Day.AddDays(1) }, head with { Coop = new Siren("123456782") },
            head with { Previous = root.Hash }, head with { Root = root with { Sum = new Money(1) } },
        ];
        Assert.Equal(all.Length, all.Select(h => h.Fingerprint).Distinct().Count());
    }

    [Fact]
    public void A_thousand_activities_are_proven_in_a_second()
    {
        var watch = Stopwatch.StartNew();
        var tree = new CoverTree(Enumerable.Range(1, 1000).Select(i => Leaf($"activite-{i}", i, i * 100)));
        var head = new CoverHead(Coop, Day, tree.Root, null);
        foreach (var i in Enumerable.Range(1, 1000))
            CoverProof.Prove(tree, head, $"activite-{i}")!.Verify();
        Assert.Equal(Money.Euros(500_500), tree.Root.Sum); // 1 + 2 + … + 1000
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
    }

    private static IEnumerable<CoverProof> Tampered(CoverProof proof, int at)
    {
        var leaf = proof.Leaf;
        yield return proof with { Leaf = new CoverLeaf(leaf.Code, leaf.Salt, leaf.Amount + new Money(1)) };
        yield return proof with { Leaf = new CoverLeaf(leaf.Code + "x", leaf.Salt, leaf.Amount) };
        yield return proof with { Leaf = new CoverLeaf(leaf.Code, new string('0', 64), leaf.Amount) };
        var root = proof.Head.Root;
        yield return proof with { Head = proof.Head with { Root = root with { Sum = root.Sum + new Money(1) } } };
        var other = CoverNode.Over(root, root).Hash;
        yield return proof with { Head = proof.Head with { Root = root with { Hash = other } } };
        yield return proof with { Path = [.. proof.Path, new CoverStep(true, new CoverNode(leaf.Hash, Money.Zero))] };
        if (proof.Path.Count == 0)
            yield break;
        at %= proof.Path.Count;
        var step = proof.Path[at];
        yield return With(proof, at, step with { IsLeft = !step.IsLeft });
        yield return With(proof, at, step with { Neighbour = step.Neighbour with { Hash = leaf.Hash } });
        yield return With(proof, at,
            step with { Neighbour = step.Neighbour with { Sum = step.Neighbour.Sum + new Money(1) } });
        yield return proof with { Path = [.. proof.Path.Where((_, i) => i != at)] };
    }

    private static CoverProof With(CoverProof proof, int at, CoverStep step) =>
        proof with { Path = [.. proof.Path.Select((s, i) => i == at ? step : s)] };

    private static CoverLeaf Leaf(string code, int salt, long cents) => new(code, $"{salt:d64}", new Money(cents));
}
