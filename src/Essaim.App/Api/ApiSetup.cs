using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Essaim.App.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace Essaim.App.Api;

/// <summary>Puts the API together: its sign-in, its description, its limits, its addresses.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";

    private const string Policy = "api";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(TokenAuthentication.SchemeName).RequireAuthenticatedUser()
            .RequireClaim(TokenAuthentication.TokenClaim));
        services.AddSingleton<ApiLimits>();
        services.AddScoped<ApiCall>();
        services.ConfigureHttpJsonOptions(json =>
        {
            // What is not understood is refused: a misspelt field must not be taken for one left out.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddOpenApi("v1", api =>
        {
            api.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            api.AddDocumentTransformer(ApiDescription.DescribeAsync);
            api.AddOperationTransformer(ApiDescription.DescribeAsync);
        });
    }

    /// <summary>Before the rest of the server decides what a refusal looks like.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api"), api => api.UseMiddleware<ApiProblems>());

    /// <summary>After it is known who asks.</summary>
    public static void UseApiLimits(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api"),
        api => api.Use(app.Services.GetRequiredService<ApiLimits>().ServeAsync));

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).RequireAuthorization(Policy);
        ActivityEndpoints.Map(api);
        CoverEndpoints.Map(api);
        CustomerEndpoints.Map(api);
        QuoteEndpoints.Map(api);
        EngagementEndpoints.Map(api);
        CatalogueEndpoints.Map(api);
        SaleEndpoints.Map(api);
        PurchaseEndpoints.Map(api);
        ReceivedEndpoints.Map(api);
        ClaimEndpoints.Map(api);
        VehicleEndpoints.Map(api);
        InternalSaleEndpoints.Map(api);
        AdvanceEndpoints.Map(api);
        AssetEndpoints.Map(api);
        OrderEndpoints.Map(api);
        DocumentEndpoints.Map(api);
        BookEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        JobEndpoints.Map(api);
        ImportEndpoints.Map(api);
        ApprovalEndpoints.Map(api);
        BinEndpoints.Map(api);
        BankEndpoints.Map(api);
        PaymentRunEndpoints.Map(api);
        SearchEndpoints.Map(api);
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        // What no address takes is refused to strangers like the rest, and never as a page.
        app.Map("/api/{**rest}", Unknown).RequireAuthorization(Policy)
            .ExcludeFromDescription();
    }

    /// <summary>
    /// An address that takes JSON does not match anything else: most often it is the content that is wrong.
    /// </summary>
    private static IResult Unknown(HttpRequest request) => request.ContentType is not null
        && !request.HasJsonContentType() ? Results.StatusCode(StatusCodes.Status415UnsupportedMediaType)
        : Results.NotFound();

    /// <summary>
    /// What the token must permit, one of these; said in the description too. Asked before the content is read.
    /// </summary>
    internal static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, params Capability[] any) => route
        .WithMetadata(new NeededCapabilities(any))
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(TokenAuthentication.SchemeName)
            .RequireAssertion(context => any.Any(new CurrentUser(context.User).Can)));
}

/// <summary>What an address of the API asks of a token: any one of these.</summary>
public sealed record NeededCapabilities(IReadOnlyList<Capability> Any);
