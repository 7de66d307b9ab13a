namespace Essaim.Domain.Payroll;

/// <summary>
/// The power 1.75 that the general reduction asks for (CSS D. 241-7 II), for numbers from 0 to 1, without floating
/// point: two machines must not differ on the fourth decimal of a coefficient.
/// </summary>
public static class DecimalPower
{
    /// <summary>x · √x · √√x.</summary>
    public static decimal OneAndThreeQuarters(decimal x)
    {
        var root = SquareRoot(x);
        return x * root * SquareRoot(root);
    }

    /// <summary>Newton's square root, to about 20 decimals.</summary>
    public static decimal SquareRoot(decimal x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 1m);
        if (x == 0)
            return 0;
        var scale = 1m;
        while (x < 0.25m)
        {
            x *= 4;
            scale /= 2;
        }
        // A straight line within 2 % of the root between 0.25 and 1; each step then squares the error.
        var root = 0.3472m + 0.6607m * x;
        for (var i = 0; i < 4; i++)
            root = (root + x / root) / 2;
        return root * scale;
    }
}
