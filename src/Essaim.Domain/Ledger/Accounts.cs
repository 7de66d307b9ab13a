namespace Essaim.Domain.Ledger;

/// <summary>
/// The accounts that documents write to by default (comptes du plan comptable général). The names say the use, the
/// numbers are the chart's; `docs/field/postings.md` shows each in its place.
/// </summary>
public static class Accounts
{
    public static readonly AccountNumber Capital = new("1013");
    public static readonly AccountNumber LegalReserve = new("1061");
    public static readonly AccountNumber DevelopmentFund = new("1063");
    public static readonly AccountNumber RetainedEarnings = new("110");
    public static readonly AccountNumber ProfitOfYear = new("120");
    public static readonly AccountNumber LossOfYear = new("129");
    public static readonly AccountNumber Loans = new("164");
    public static readonly AccountNumber Liaison = new("181");
    public static readonly AccountNumber Advance = new("1811");
    public static readonly AccountNumber ContributionPaid = new("1861");
    public static readonly AccountNumber InternalPurchase = new("1862");
    public static readonly AccountNumber MutualPaid = new("1863");
    public static readonly AccountNumber ContributionEarned = new("1871");
    public static readonly AccountNumber InternalSale = new("1872");
    public static readonly AccountNumber MutualReceived = new("1873");

    public static readonly AccountNumber Suppliers = new("401");
    public static readonly AccountNumber Customers = new("411");
    public static readonly AccountNumber Retentions = new("4117");
    public static readonly AccountNumber CustomerDeposits = new("4191");
    public static readonly AccountNumber PayOwed = new("421");
    public static readonly AccountNumber PayAdvances = new("425");
    public static readonly AccountNumber SeizedPay = new("427");
    public static readonly AccountNumber PaidLeaveOwed = new("4282");
    public static readonly AccountNumber VariablePayOwed = new("4286");
    public static readonly AccountNumber Urssaf = new("431");
    public static readonly AccountNumber PensionBodies = new("437");
    public static readonly AccountNumber MealVouchers = new("4378");
    public static readonly AccountNumber PaidLeaveCharges = new("4382");
    public static readonly AccountNumber VariablePayCharges = new("4386");
    public static readonly AccountNumber SickIndemnities = new("4387");
    public static readonly AccountNumber GrantsReceivable = new("441");
    public static readonly AccountNumber WithholdingTax = new("4421");
    public static readonly AccountNumber VatOnAcquisitions = new("4452");
    public static readonly AccountNumber VatToPay = new("44551");
    public static readonly AccountNumber DeductibleVatPending = new("44564");
    public static readonly AccountNumber DeductibleVat = new("44566");
    public static readonly AccountNumber VatCredit = new("44567");
    public static readonly AccountNumber VatCollected = new("44571");
    public static readonly AccountNumber VatAwaitingReceipt = new("44574");
    public static readonly AccountNumber MemberSubscriptions = new("4561");
    public static readonly AccountNumber MemberRefunds = new("4567");
    public static readonly AccountNumber PeopleToReimburse = new("467");
    public static readonly AccountNumber Suspense = new("471");
    public static readonly AccountNumber Placements = new("50");
    public static readonly AccountNumber Bank = new("512");

    public static readonly AccountNumber PurchasedServices = new("604");
    public static readonly AccountNumber PurchasedGoods = new("607");
    public static readonly AccountNumber LeaseRents = new("612");
    public static readonly AccountNumber Travel = new("625");
    public static readonly AccountNumber Mileage = new("6251");
    public static readonly AccountNumber BankFees = new("627");
    public static readonly AccountNumber GrossPay = new("6411");
    public static readonly AccountNumber PaidLeave = new("6412");
    public static readonly AccountNumber SocialContributions = new("645");
    public static readonly AccountNumber OtherSocialCosts = new("647");
    public static readonly AccountNumber OtherStaffCosts = new("648");
    public static readonly AccountNumber BadDebts = new("654");
    public static readonly AccountNumber Interest = new("661");
    public static readonly AccountNumber PlacementLosses = new("667");
    public static readonly AccountNumber ServicesSold = new("706");
    public static readonly AccountNumber GoodsSold = new("707");
    public static readonly AccountNumber Grants = new("74");
    public static readonly AccountNumber SundryIncome = new("758");
    public static readonly AccountNumber FinancialIncome = new("76");
}
