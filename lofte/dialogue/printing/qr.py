"""An address as a square that a phone reads."""

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_svg(address: str) -> str:
    """Black on white with the quiet edge that readers need; survives a scratched poster."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.add_data(address)
    return str(code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode"))
