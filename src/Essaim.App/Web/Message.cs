using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Essaim.App.Web;

/// <summary>A notice that waits for the next page (POST, redirect, GET).</summary>
public sealed record Message(
    string Kind, string Done, string Meaning, string? Link, string? Address, string? Undo = null)
{
    private const string Key = "message";

    public static void Leave(ITempDataDictionary pocket, Message message) =>
        pocket[Key] = JsonSerializer.Serialize(message);

    public static Message? Take(ITempDataDictionary pocket) =>
        pocket[Key] is string text ? JsonSerializer.Deserialize<Message>(text) : null;
}
