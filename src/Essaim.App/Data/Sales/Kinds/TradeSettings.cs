using Essaim.Domain.Activities;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Reads and keeps what a co-op is declared for; what was said of a day is never changed.</summary>
public static class TradeSettings
{
    /// <summary>What holds that day; null when nothing was said yet, or when it ended.</summary>
    public static async Task<T?> OnAsync<T>(CoopDb db, TradeTopic topic, DateOnly day) where T : class =>
        (await db.TradeSettings.AsNoTracking().Where(s => s.Topic == topic && s.FromDay <= day)
            .OrderByDescending(s => s.FromDay).FirstOrDefaultAsync())?.Read<T>();

    public static Task<HomeServicesDeclaration?> HomeServicesAsync(CoopDb db, DateOnly day) =>
        OnAsync<HomeServicesDeclaration>(db, TradeTopic.HomeServices, day);

    public static Task<TrainingDeclaration?> TrainingAsync(CoopDb db, DateOnly day) =>
        OnAsync<TrainingDeclaration>(db, TradeTopic.Training, day);

    public static async Task<InvoicingRule> InvoicingAsync(CoopDb db, DateOnly day) =>
        await OnAsync<InvoicingRule>(db, TradeTopic.Invoicing, day) ?? InvoicingRule.Usual;

    public static Task<List<TradeSetting>> AllAsync(CoopDb db) =>
        db.TradeSettings.AsNoTracking().OrderByDescending(s => s.FromDay).ToListAsync();

    public static async Task<long> KeepAsync<T>(WriteSession w, TradeTopic topic, DateOnly from, T? content, string by)
        where T : class
    {
        if (await w.Db.TradeSettings.AnyAsync(s => s.Topic == topic && s.FromDay == from))
            throw new BrokenRuleException(
                $"Un réglage vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new TradeSetting
        {
            Topic = topic, FromDay = from, Content = ValueJson.Write(content), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.TradeSettings.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
