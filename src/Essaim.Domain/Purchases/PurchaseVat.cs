namespace Essaim.Domain.Purchases;

/// <summary>Who owes the VAT of a purchase line, and what becomes of it (régime de TVA d’un achat).</summary>
public enum PurchaseVat
{
    /// <summary>The supplier bills it, and it may be deducted (CGI art. 271).</summary>
    Deductible,

    /// <summary>The supplier bills it, and it is part of the cost: a car, a gift, a hotel night (annexe II art. 206).
    /// </summary>
    InCost,

    /// <summary>
    /// Bought in the European Union: the co-op owes it and deducts it (autoliquidation, CGI art. 283, 1 and 2 bis).
    /// </summary>
    SelfAssessedInUnion,

    /// <summary>Owed by the buyer as well: bought outside the Union, or building work subcontracted (art. 283, 1 and
    /// 2 nonies).</summary>
    SelfAssessed,

    /// <summary>A second-hand thing sold under the margin scheme: the invoice bears none (CGI art. 297 A).</summary>
    Margin,
}
