using Essaim.App.Data.Purchases;

namespace Essaim.App.Pages.Purchases;

/// <summary>The words for whom one pays, on screen and in the address.</summary>
public static class PayeeKinds
{
    public static string Label(this PayeeKind kind) => kind switch
    {
        PayeeKind.Supplier => "Fournisseurs",
        PayeeKind.Person => "Notes de frais",
        PayeeKind.Salary => "Salaires",
        PayeeKind.SocialBody => "Organismes sociaux",
        PayeeKind.State => "État",
        PayeeKind.Refund => "Remboursements",
        _ => "Autres",
    };

    public static string Word(this PayeeKind kind) => kind switch
    {
        PayeeKind.Supplier => "fournisseurs",
        PayeeKind.Person => "frais",
        PayeeKind.Salary => "salaires",
        PayeeKind.SocialBody => "organismes",
        PayeeKind.State => "etat",
        PayeeKind.Refund => "remboursements",
        _ => "autres",
    };
}
