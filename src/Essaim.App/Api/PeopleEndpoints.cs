using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A person to enter; an IBAN and a NIR are entered on the page, by somebody who proved who they are.
/// </summary>
public sealed record NewPerson(string FirstName, string LastName, string Email, DateOnly? MemberSince = null);

/// <summary>A person as kept.</summary>
public sealed record PersonAnswer(long Id, string FirstName, string LastName, string Email, DateOnly? MemberSince)
{
    public static PersonAnswer Of(Person p) => new(p.Id, p.FirstName, p.LastName, p.Email.Text, p.MemberSince);
}

/// <summary>
/// A contract to sign: <c>support-agreement</c>, <c>cape</c>, <c>cesa</c>, <c>permanent-staff</c>
/// or <c>fixed-term-staff</c>; with the day on which it was signed, if it is known.
/// </summary>
public sealed record NewContract(string Kind, DateOnly FirstDay, DateOnly? LastDay = null, decimal FixedPay = 0,
    decimal? MonthlyHours = null, decimal? WithholdingPercent = null, DateOnly? SignedOn = null)
{
    private static readonly (string Word, ContractKind Kind)[] Kinds =
    [
        ("support-agreement", ContractKind.SupportAgreement), ("cape", ContractKind.Cape), ("cesa", ContractKind.Cesa),
        ("permanent-staff", ContractKind.PermanentStaff), ("fixed-term-staff", ContractKind.FixedTermStaff),
    ];

    public static string WordOf(ContractKind kind) => Kinds.Single(k => k.Kind == kind).Word;

    public Contract Of(long person) => new()
    {
        PersonId = person, FirstDay = FirstDay, LastDay = LastDay, FixedPay = NewLine.Amount(FixedPay),
        SignedOn = SignedOn,
        MonthlyHours = MonthlyHours, WithholdingRate = WithholdingPercent is { } rate ? Rate.Percent(rate) : null,
        Kind = Kinds.Any(k => k.Word == Kind) ? Kinds.First(k => k.Word == Kind).Kind
            : throw new BrokenRuleException($"« {Kind} » n’est pas un contrat. Prenez un de "
                + string.Join(", ", Kinds.Select(k => k.Word)) + "."),
    };
}

/// <summary>A contract as signed.</summary>
public sealed record ContractAnswer(long Id, string Kind, DateOnly FirstDay, DateOnly? LastDay, decimal FixedPay,
    decimal? MonthlyHours, DateOnly? SignedOn, int Amendment, long? Amends)
{
    public static ContractAnswer Of(Contract c) => new(c.Id, NewContract.WordOf(c.Kind), c.FirstDay, c.LastDay,
        c.FixedPay.ToDecimal(), c.MonthlyHours, c.SignedOn, c.Amendment, c.AmendsId);
}

/// <summary>The last day of a contract.</summary>
public sealed record EndedContract(DateOnly LastDay);

internal static class PeopleEndpoints
{
    private const string Missing = "Il n’y a pas de personne à ce numéro. Vérifiez-le.";

    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("Personnes");
        people.MapGet("", ListAsync).Needs(Capability.ManagePeople).WithName("listPeople")
            .WithSummary("Les personnes de la coopérative");
        people.MapGet("/{id:long}", ReadAsync).Needs(Capability.ManagePeople).WithName("readPerson")
            .WithSummary("Une personne");
        people.MapPost("", EnterAsync).Needs(Capability.ManagePeople).WithName("createPerson")
            .WithSummary("Entrer une personne ; son IBAN et son numéro de sécurité sociale s’entrent sur la page")
            .Produces<PersonAnswer>(StatusCodes.Status201Created);
        people.MapGet("/{id:long}/contracts", ContractsAsync).Needs(Capability.ManagePeople).WithName("listContracts")
            .WithSummary("Les contrats d’une personne");
        people.MapPost("/{id:long}/contracts", SignAsync).Needs(Capability.ManagePeople).WithName("signContract")
            .WithSummary("Ajouter un contrat à une personne").Produces<ContractAnswer>(StatusCodes.Status201Created);
        people.MapPost("/{id:long}/contracts/{contract:long}/end", EndAsync).Needs(Capability.ManagePeople)
            .WithName("endContract").WithSummary("Mettre fin à un contrat")
            .Produces<ContractAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<PersonAnswer>> ListAsync(long? after, int? limit, ApiCall call) =>
        [.. (await (await call.ReadAsync()).People.Where(p => p.Id > (after ?? 0)).OrderBy(p => p.Id)
            .Take(ApiPage.Size(limit)).ToListAsync()).Select(PersonAnswer.Of)];

    private static async Task<PersonAnswer> ReadAsync(long id, ApiCall call) =>
        PersonAnswer.Of(await FindAsync(id, call));

    private static Task<IResult> EnterAsync(NewPerson asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        var person = new Person
        {
            FirstName = asked.FirstName.Trim(), LastName = asked.LastName.Trim(),
            Email = new EmailAddress(asked.Email), MemberSince = asked.MemberSince,
        };
        await EnterPerson.EnterAsync(w, person);
        return PersonAnswer.Of(person);
    });

    private static async Task<List<ContractAnswer>> ContractsAsync(long id, long? after, int? limit, ApiCall call)
    {
        await FindAsync(id, call);
        return [.. (await (await call.ReadAsync()).Contracts.Where(c => c.PersonId == id && c.Id > (after ?? 0))
            .OrderBy(c => c.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(ContractAnswer.Of)];
    }

    private static async Task<IResult> SignAsync(long id, NewContract asked, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync(asked, async w =>
        {
            var contract = asked.Of(id);
            await Contracts.SignAsync(w, contract);
            return ContractAnswer.Of(contract);
        });
    }

    private static async Task<IResult> EndAsync(long id, long contract, EndedContract asked, ApiCall call)
    {
        if (!await (await call.ReadAsync()).Contracts.AnyAsync(c => c.Id == contract && c.PersonId == id))
            throw new NotFoundException("Cette personne n’a pas ce contrat. Vérifiez son numéro.");
        return await call.OnceAsync(asked, async w =>
        {
            await Contracts.EndAsync(w, contract, asked.LastDay);
            return ContractAnswer.Of(await w.Db.Contracts.SingleAsync(c => c.Id == contract));
        });
    }

    private static async Task<Person> FindAsync(long id, ApiCall call) =>
        await (await call.ReadAsync()).People.SingleOrDefaultAsync(p => p.Id == id)
        ?? throw new NotFoundException(Missing);
}
