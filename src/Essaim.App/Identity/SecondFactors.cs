using System.Security.Cryptography;
using System.Text;
using Essaim.App.Data;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;

namespace Essaim.App.Identity;

/// <summary>
/// The second proof besides a password (double vérification): codes of an application, six digits each half minute
/// (TOTP, RFC 6238), and ten recovery codes on paper for the day when the telephone is lost. Every code works once.
/// </summary>
public sealed class SecondFactors(
    Catalogue catalogue, IDataProtectionProvider protection, SignInThrottle throttle, TimeProvider time)
{
    private const int RecoveryCodes = 10;
    private const string RecoverySigns = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly VerificationWindow OneStepEitherWay = new(previous: 1, future: 1);
    private readonly IDataProtector _protector = protection.CreateProtector("essaim.second-factor");

    /// <summary>160 bits, as RFC 4226 wants, in the letters that applications of codes read.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>What the square picture says to the application.</summary>
    public static string Address(string secret, string login) =>
        new OtpUri(OtpType.Totp, secret, login, "Essaim").ToString();

    /// <summary>Keeps the secret once a code has shown that the application has it.</summary>
    public void KeepApplication(SignedInUser user, string secret, string typed)
    {
        if (!Verify(Base32Encoding.ToBytes(secret), Plain(typed), out var step))
            throw new BrokenRuleException(
                "Ce code ne va pas avec cette image. Attendez le suivant, et vérifiez l’heure de votre téléphone.");
        catalogue.KeepCodeSecret(user.Id, _protector.Protect(secret), step);
    }

    public void ForgetApplication(SignedInUser user)
    {
        if (user.Passkeys == 0)
            throw new BrokenRuleException(
                "C’est votre seule seconde preuve. Ajoutez d’abord une clé d’accès, puis retirez l’application.");
        catalogue.KeepCodeSecret(user.Id, null, 0);
    }

    /// <summary>
    /// Takes a code of the application or a recovery code; refused with a sentence when it is wrong, was used before,
    /// or when too many were tried.
    /// </summary>
    public void Take(SignedInUser user, string typed)
    {
        if (throttle.MustWaitForCode(user.Id) is { } wait)
            throw new BrokenRuleException($"Trop d’essais. Attendez {SignInThrottle.Words(wait)}, puis réessayez.");
        if (TakeOnce(user, Plain(typed)))
        {
            throttle.CodeSucceeded(user.Id);
            return;
        }
        throttle.CodeFailed(user.Id);
        throw new BrokenRuleException(
            "Ce code ne va pas, ou il a déjà servi. Attendez le suivant, puis réessayez.");
    }

    /// <summary>Ten new recovery codes instead of the former ones. To be shown once: only hashes are kept.</summary>
    public IReadOnlyList<string> NewRecoveryCodes(long user)
    {
        var codes = Enumerable.Range(0, RecoveryCodes)
            .Select(_ => RandomNumberGenerator.GetString(RecoverySigns, 16)).ToList();
        catalogue.KeepRecoveryCodes(user, codes.Select(Hash));
        return [.. codes.Select(c => string.Join('-', c.Chunk(4).Select(four => new string(four))))];
    }

    private bool TakeOnce(SignedInUser user, string code)
    {
        if (code.Length != 6)
            return catalogue.TakeRecoveryCode(user.Id, Hash(code));
        return catalogue.CodeSecret(user.Id) is { } secret
            && Verify(Base32Encoding.ToBytes(_protector.Unprotect(secret)), code, out var step)
            && catalogue.TakeCodeStep(user.Id, step);
    }

    private bool Verify(byte[] secret, string code, out long step) =>
        new Totp(secret).VerifyTotp(time.GetUtcNow().UtcDateTime, code, out step, OneStepEitherWay);

    /// <summary>A code has 80 bits of chance: nobody tries them all, so a plain hash keeps it well enough.</summary>
    private static string Hash(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private static string Plain(string typed) => new([.. typed.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
