using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Views;

/// <summary>
/// The filters of a list under a name (vue), private to one sign-in: they live in the address, so that is what is kept.
/// </summary>
public sealed class SavedView
{
    public const int Most = 30;
    public const int LongestName = 60;

    public long Id { get; init; }
    public required long UserId { get; init; }
    public required string Name { get; set; }

    /// <summary>The list, "/achats"; <see cref="Query"/> what was asked of it, "?q=fil".</summary>
    public required string Path { get; init; }
    public required string Query { get; init; }

    public string Address => Path + Query;
}

/// <summary>Keeps, renames and forgets the views of one sign-in.</summary>
public static class KeepView
{
    public static async Task<SavedView> AddAsync(WriteSession w, SavedView view)
    {
        if (await w.Db.SavedViews.CountAsync(v => v.UserId == view.UserId) >= SavedView.Most)
            throw new BrokenRuleException($"Vous avez déjà {SavedView.Most} vues. Supprimez-en une d’abord.");
        await RefuseAsync(w, view, view.Name);
        view.Name = view.Name.Trim();
        w.Db.SavedViews.Add(view);
        return view;
    }

    public static async Task RenameAsync(WriteSession w, long user, long id, string name)
    {
        var view = await FindAsync(w, user, id);
        await RefuseAsync(w, view, name);
        view.Name = name.Trim();
    }

    public static async Task<SavedView> ForgetAsync(WriteSession w, long user, long id)
    {
        var view = await FindAsync(w, user, id);
        w.Db.SavedViews.Remove(view);
        return view;
    }

    private static async Task RefuseAsync(WriteSession w, SavedView view, string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > SavedView.LongestName)
            throw new BrokenRuleException($"Donnez à la vue un nom de {SavedView.LongestName} signes au plus.");
        if (await w.Db.SavedViews.AnyAsync(v =>
                v.UserId == view.UserId && v.Path == view.Path && v.Name == name && v.Id != view.Id))
            throw new BrokenRuleException($"Vous avez déjà une vue « {name} » de cette liste. Prenez un autre nom.");
    }

    private static async Task<SavedView> FindAsync(WriteSession w, long user, long id) =>
        await w.Db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && v.UserId == user)
        ?? throw new BrokenRuleException("Cette vue n’existe plus. Rechargez la page.");
}
