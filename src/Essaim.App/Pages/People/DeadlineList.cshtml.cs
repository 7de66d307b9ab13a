using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>What falls due of everybody's contracts, the next first.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class DeadlineListModel : ListPage
{
    public IReadOnlyList<ContractDeadline> Rows { get; private set; } = [];
    public IReadOnlyDictionary<long, string> Names { get; private set; } = new Dictionary<long, string>();

    public string NameOf(ContractDeadline deadline) => Names.GetValueOrDefault(deadline.Person, "Toutes les personnes");

    protected override Sheet Sheet() => new("echeances-contrats", ["Le", "Personne", "Quoi", "Compté avec"],
        Rows.Select(d => new object?[]
        {
            d.Day, NameOf(d), DeadlineWords.Of(d), DeadlineWords.Why(d),
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Names = await db.People.ToDictionaryAsync(p => p.Id, p => p.FullName);
        Rows = List.Of((await Deadlines.AllAsync(db, Installation.Law, Today)).ToList());
    }
}
