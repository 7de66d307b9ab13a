using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Essaim.App.Api;

/// <summary>What the description of the API (OpenAPI) says beside what the code tells by itself.</summary>
internal static class ApiDescription
{
    private const string Bearer = "jeton";

    private const string About = """
        Lire et écrire dans une coopérative, par les mêmes gestes et avec les mêmes droits que les pages : clients,
        devis, factures, avoirs, encaissements, achats, règlements, notes de frais, justificatifs, ventes internes,
        écritures, personnes, contrats, activités, imports, travaux.

        Un jeton se fait dans le profil ; il finit à son jour. Ce qui est à quelqu’un d’autre est « introuvable ».
        Les montants sont des nombres à deux décimales, les jours s’écrivent 2026-11-23, les mois 2026-11.
        Une liste se lit par pages : « limit » lignes (100, ou jusqu’à 500), puis celles qui viennent « after » la
        dernière reçue. Tout ce qui écrit est un POST avec une clé (Idempotency-Key) : la même clé et le même contenu
        ne font rien deux fois. Un refus est un « problem+json » dont « detail » est une phrase.

        Ce qu’une page fait prouver de nouveau reste aux personnes : donner un accord, entrer ou changer un IBAN.
        Clore un mois et noter une ratification se demandent ici, et une autre personne l’accorde sur la page.
        """;

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context,
        CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Essaim", Version = "1",
            Description = About,
        };
        // The address is that of whoever reads: it would otherwise name the machine that wrote the description.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Le jeton fait dans le profil.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        var needs = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededCapabilities>().Single();
        operation.Description = $"Le jeton doit permettre : {string.Join(" ou ", needs.Any)}.";
        operation.Responses ??= [];
        foreach (var (status, text) in new[] { ("401", "Jeton refusé"), ("403", "Droit manquant"),
            ("422", "Refusé par une règle"), ("429", "Trop de demandes") })
            operation.Responses[status] = new OpenApiResponse { Description = text };
        if (context.Description.HttpMethod != "POST")
            return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = ApiCall.KeyHeader, In = ParameterLocation.Header, Required = true,
            Description = "Un texte nouveau pour chaque demande. La même clé et le même contenu donnent la première "
                + "réponse, sans rien refaire.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
        });
        return Task.CompletedTask;
    }
}
