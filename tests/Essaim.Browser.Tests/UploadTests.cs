using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Jeanne photographs a receipt on the bus.</summary>
public sealed class UploadTests(Stage stage)
{
    private const int PhotoSize = 1_500_000;

    [Fact]
    public async Task A_photograph_sent_while_the_network_is_cut_arrives_whole_once_it_is_back()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        try
        {
            await OpenClaimAsync(jeanne);
            await jeanne.Field("Expenses[0].What").FillAsync("Train de Lyon");
            var pieces = 0;
            // The second piece finds no network; the telephone comes back to it by itself.
            await jeanne.Page.RouteAsync("**/documents/envoi/*/*", async route =>
            {
                if (++pieces == 2)
                    await jeanne.Page.Context.SetOfflineAsync(true);
                if (pieces == 2)
                    await route.AbortAsync("internetdisconnected");
                else
                    await route.ContinueAsync();
            });
            var photo = Photograph(1);
            await jeanne.Page.GetByLabel("Prendre une photo").SetInputFilesAsync(File("recu.jpg", photo));
            var status = jeanne.Page.Locator("#justificatifs [role=status]");
            await Expect(status).ToHaveTextAsync("Le réseau est coupé, l’envoi reprendra tout seul.");
            Assert.True(pieces >= 2);
            await jeanne.Page.Context.SetOfflineAsync(false);
            await Expect(status).ToHaveTextAsync("Le justificatif est joint.");
            Assert.True(pieces > PhotoSize / (256 * 1024), $"{pieces} pieces");
            await Expect(jeanne.Page.Locator("#justificatifs")).ToContainTextAsync("recu.jpg");
            // What was being typed around it is still there.
            await Expect(jeanne.Field("Expenses[0].What")).ToHaveValueAsync("Train de Lyon");

            var link = jeanne.Page.Locator("#justificatifs li").Filter(new() { HasText = "recu.jpg" })
                .GetByRole(AriaRole.Link);
            var answer = await jeanne.Page.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!);
            Assert.Equal(photo, await answer.BodyAsync());
            await jeanne.Page.Locator("#justificatifs").GetByRole(AriaRole.Button, new() { Name = "Enlever recu.jpg" })
                .ClickAsync();
            await Expect(jeanne.Page.Locator("#justificatifs li").Filter(new() { HasText = "recu.jpg" }))
                .ToContainTextAsync("Enlevé");
            await jeanne.Page.GetByRole(AriaRole.Button, new() { Name = "Remettre recu.jpg" }).ClickAsync();
            await Expect(link).ToBeVisibleAsync();
            await Expect(jeanne.Field("Expenses[0].What")).ToHaveValueAsync("Train de Lyon");
        }
        finally
        {
            await jeanne.Page.Context.SetOfflineAsync(false);
        }
    }

    [Fact]
    public async Task Files_dropped_at_a_desk_are_sent_one_after_the_other_and_a_refusal_is_said()
    {
        await using var claire = await stage.VisitorAsync(Stage.Accountant, Device.Desk);
        await claire.ShowAsync(async () =>
        {
            await claire.GoAsync("/achats");
            await claire.Page.Locator("main tbody a[href^='/achats/']").First.ClickAsync();
            await claire.Page.WaitForURLAsync(new Regex(@"/achats/\d+$"));
            var data = await claire.Page.EvaluateHandleAsync("""
                jpeg => {
                  const data = new DataTransfer();
                  const bytes = Uint8Array.from(atob(jpeg), c => c.charCodeAt(0));
                  data.items.add(new File([bytes], "un.jpg"));
                  data.items.add(new File([bytes, "deux"], "deux.jpg"));
                  data.items.add(new File(["<html><script>alert(1)</script></html>"], "photo.jpg"));
                  return data;
                }
                """, Convert.ToBase64String(Jpeg));
            await claire.Page.Locator("form[data-pieces]").DispatchEventAsync("drop", new { dataTransfer = data });
            await Expect(claire.Page.Locator("#justificatifs [role=status]")).ToContainTextAsync("« photo.jpg »");
            await Expect(claire.Page.Locator("#justificatifs [role=status]")).ToContainTextAsync("On accepte");
            await Expect(claire.Page.Locator("#justificatifs li")).ToHaveCountAsync(2);
            await Expect(claire.Page.Locator("#justificatifs")).ToContainTextAsync("deux.jpg");
        });
    }

    [Fact]
    public async Task Without_scripts_the_form_takes_the_file()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone with { Scripts = false });
        await jeanne.ShowAsync(async () =>
        {
            await OpenClaimAsync(jeanne);
            await jeanne.Page.GetByLabel("Joindre un fichier").SetInputFilesAsync(File("papier.jpg", Photograph(2)));
            await jeanne.PressAsync("Envoyer le justificatif");
            await jeanne.SeesAsync("Justificatif joint.");
            await Expect(jeanne.Page.Locator("#justificatifs")).ToContainTextAsync("papier.jpg");
        });
    }

    private static async Task OpenClaimAsync(Visitor jeanne)
    {
        await jeanne.GoAsync("/depenses");
        await jeanne.FillAsync("Mois", "2026-09");
        await jeanne.PressAsync("Ouvrir la note du mois");
        await jeanne.Page.WaitForURLAsync(new Regex(@"/depenses/\d+"));
    }

    private static FilePayload File(string name, byte[] bytes) =>
        new() { Name = name, MimeType = "image/jpeg", Buffer = bytes };

    private static byte[] Photograph(int seed)
    {
        var bytes = new byte[PhotoSize];
        new Random(seed).NextBytes(bytes);
        Jpeg.CopyTo(bytes, 0);
        return bytes;
    }

    private static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
        + "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
        + "T09PT09PT0//wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
        + "FQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCeAUzP/9k=");
}
